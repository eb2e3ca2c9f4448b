"""法 procedures: definitions, engine, checks, law, chart and BPMN export. Pure: no Django, no clock, no database."""
