"""Pictures as a browser draws them: no fault for axe, no text over the edge."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>Pictures</title>
<style>:root {{ color-scheme: light dark }}</style><main><h1>Pictures</h1>{}</main>"""
# Texts that leave the sheet, and texts of the drawing that nothing shows.
OUTSIDE = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const sheet = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < sheet.left - 1 || box.right > sheet.right + 1
      || box.top < sheet.top - 1 || box.bottom > sheet.bottom + 1;
  }).map(text => text.textContent);
})"""
LONG = ["W" * 200, "many words " * 40, "שלום עולם " * 20, "👩‍👩‍👧‍👦" * 30]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_all_pictures_has_no_fault_for_axe(chromium, of_the_case, scheme):
    """Images with alternative texts, tables with heads, enough contrast; nothing is broken."""
    page = chromium.new_page(color_scheme=scheme)
    page.set_content(PAGE.format("".join(each.to_html() for each in of_the_case.values())))
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    broken = "all => all.filter(each => !each.naturalWidth).map(each => each.alt)"
    assert page.locator("img").evaluate_all(broken) == []
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.close()


def test_no_text_leaves_its_sheet(chromium, of_the_case, named):
    """Measured without a font, drawn with one: all stays inside, long labels too."""
    page = chromium.new_page()
    drawn = [*of_the_case.values(), *named(LONG).values()]
    page.set_content(PAGE.format("".join(each.svg for each in drawn)))
    assert page.locator("svg text").count() > 300
    assert page.evaluate(OUTSIDE) == []
    page.close()


def test_a_dark_page_gets_a_dark_drawing_on_paper_of_its_own(chromium, of_the_case):
    """The sheet is opaque: a page that is dark without saying so keeps a light, legible one."""
    page = chromium.new_page(color_scheme="dark")
    image = of_the_case["chains"].to_img()
    page.set_content(PAGE.format(f'{image}<div style="color-scheme: light">{image}</div>'))
    corners = """async all => Promise.all(all.map(async each => {
      await each.decode();
      const sheet = new OffscreenCanvas(each.naturalWidth, each.naturalHeight).getContext('2d');
      sheet.drawImage(each, 0, 0);
      return [...sheet.getImageData(3, 3, 1, 1).data];
    }))"""
    dark, light = page.locator("img").evaluate_all(corners)
    assert max(dark[:3]) < 40
    assert min(light[:3]) > 250
    assert dark[3] == light[3] == 255
    page.close()
