"""The spiders: one a job, no selectors in them."""
