"""法 procedures: definitions, engine, checks, law, chart and BPMN export. Pure Python: no Django, no clock, no database."""
