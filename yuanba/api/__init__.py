"""The JSON API, its OpenAPI document, and the feeds of a place. What it shows is what the public pages show."""
