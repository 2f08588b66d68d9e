"""Pictures of figures: Vega-Lite specifications, and what turns one into a PNG."""
