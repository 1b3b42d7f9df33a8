"""What the pages ask the database, and what staff change in it; quick with hundreds of thousands of rows, too."""
