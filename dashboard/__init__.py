"""The Streamlit pages and the graph component; no rule of the domain lives here."""
