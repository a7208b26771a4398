"""The documents, what writes one of them, and what checks them all. No part of the wheel."""
