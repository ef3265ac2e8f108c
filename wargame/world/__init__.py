"""What the engine computes on: state arrays, tables, orders, events, and the view each role has of them."""
