<?xml version="1.0"?>
<psc:chapters><psc:chapter start="00:00:00.000" title="a &amp; b" href="https://example.jp/"/></psc:chapters>
