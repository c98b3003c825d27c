"""Use cases that change something; each public function is one transaction."""
