"""all-MiniLM-L6-v2 without torch: its graph, its weights, and the engines that run it."""
