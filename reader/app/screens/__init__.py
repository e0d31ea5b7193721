"""The places, and what opens on top of them."""
