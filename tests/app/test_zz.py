import pytest
from reader.app.widgets.month import MonthView
async def test_x(app_on, library):
    app=app_on(library)
    async with app.run_test(size=(140,45)) as pilot:
        m=app.screen.query_one(MonthView)
        print(m.region,m.content_region,m.gutter, m.size, app.screen.classes, m.styles.width, m.styles.padding)
