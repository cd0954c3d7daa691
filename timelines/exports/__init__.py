"""Every list and every chart in the forms people take away: CSV, JSON, Excel, feeds; and the API over the same rows."""
