"""Endpoints: what pages say about them against OpenAPI, or against the routes of the code."""
