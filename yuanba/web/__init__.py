"""The public site and the desk: what people read and press. Judging and writing is the kernel's business."""
