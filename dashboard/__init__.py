"""The dashboard: Streamlit pages over a workspace. No rule of the domain lives here."""
