"""See octavia_lib."""
