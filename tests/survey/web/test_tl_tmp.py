from tests.survey.web.test_languages import *
def test_p(client, soho):
    import re
    t=client.get_page("/cy"+SOHO).text
    print([t[max(0,m.start()-30):m.end()] for m in re.finditer(r"\d+ \w+ 202\d",t)][:4], soho.closes_on)
    assert 0
