"""What Kept costs, as ratios to a bare bot within one run; nothing here is part of the product."""
