"""The silent round: for a while people write into sections of a wall without seeing one another's cards."""
