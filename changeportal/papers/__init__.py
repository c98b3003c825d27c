"""What people are handed: CSV, XLSX, Word, PDF; query rows in, bytes out."""
