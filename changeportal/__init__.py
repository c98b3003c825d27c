"""changeportal: change proposals from an idea to money that finance has seen leave the budget."""
