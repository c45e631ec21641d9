"""Read the routes of web frameworks, and what their routers are mounted on."""
