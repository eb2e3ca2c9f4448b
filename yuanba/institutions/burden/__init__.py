"""减负账 burden account: what is asked of villages and what has been lifted from them, summed by place and department."""
