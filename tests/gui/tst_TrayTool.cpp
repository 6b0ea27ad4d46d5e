#include "tests/support/Shipped.h"
#include "ui/document/Subjects.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Style.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPoint>
#include <QTest>

#include <QApplication>

using namespace colonnade;
using namespace colonnade::ui;
using model::Millimetres;
using model::Point;
using model::Subject;

namespace {

Point at(std::int64_t x, std::int64_t y)
{
    return {Millimetres{x}, Millimetres{y}};
}

struct Stage {
    Stage()
    {
        session.start(test::reference("dgx-h100-superpod-su"));
        view.resize(900, 700);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        view.setFocus();
    }
    [[nodiscard]] QPoint on(Point point) const { return view.layoutOnScreen().toView(point).toPoint(); }
    void click(Point point) { QTest::mouseClick(&view, Qt::LeftButton, {}, on(point)); }
    void drag(Point from, Point to)
    {
        QTest::mousePress(&view, Qt::LeftButton, {}, on(from));
        for (const QPoint where : {on(from) + QPoint{6, 0}, on(to)}) {
            QMouseEvent move(QEvent::MouseMove, where, view.mapToGlobal(where), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(&view, &move);
        }
        QTest::mouseRelease(&view, Qt::LeftButton, {}, on(to));
    }
    [[nodiscard]] const std::vector<model::CableTray>& trays() const
    {
        return session.design()->hall()->pods.front().pod->arrangement().trays;
    }
    [[nodiscard]] const model::PodPlacement& pod() const { return session.design()->hall()->pods.front(); }

    DesignSession session;
    PlanView view{session};
};

bool near(Point a, Point b)
{
    return std::abs((a.x - b.x).value()) <= 60 && std::abs((a.y - b.y).value()) <= 60;
}

} // namespace

class TrayToolTest : public QObject {
    Q_OBJECT
private slots:
    void clicksDrawATrayInThePodWhereItBegins()
    {
        Stage stage;
        const auto before = stage.session.design();
        const std::size_t count = stage.trays().size();
        stage.view.drawTray();
        QVERIFY(stage.view.drawsTray());
        const Point origin = stage.pod().at;
        stage.click(origin + at(0, 1800));
        stage.click(origin + at(2400, 1800));
        stage.click(origin + at(2400, 4200));
        QTest::keyClick(&stage.view, Qt::Key_Return);
        QVERIFY(!stage.view.drawsTray());
        QCOMPARE(stage.trays().size(), count + 1);
        const model::CableTray& made = stage.trays().back();
        QCOMPARE(made.points.size(), std::size_t{3});
        QVERIFY(near(made.points[0], at(0, 1800)));
        QVERIFY(near(made.points[2], at(2400, 4200)));
        QCOMPARE(stage.session.selection().front().text(), "tray:su/" + made.id.text());
        stage.session.undo();
        QCOMPARE(stage.session.design(), before);
    }

    void escapeAndBackspaceTakeItBack()
    {
        Stage stage;
        const std::size_t count = stage.trays().size();
        stage.view.drawTray();
        stage.click(stage.pod().at + at(0, 1800));
        stage.click(stage.pod().at + at(2400, 1800));
        QTest::keyClick(&stage.view, Qt::Key_Backspace);
        QTest::keyClick(&stage.view, Qt::Key_Return); // One point is no tray: the tool stays.
        QVERIFY(stage.view.drawsTray());
        QTest::keyClick(&stage.view, Qt::Key_Escape);
        QVERIFY(!stage.view.drawsTray());
        QCOMPARE(stage.trays().size(), count);
    }

    void aPointOfTheSelectedTrayIsMoved()
    {
        Stage stage;
        const model::CableTray row = stage.trays().front();
        const Point origin = stage.pod().at;
        stage.session.select({Subject{Subject::Where::Tray, "su/" + row.id.text()}});
        stage.drag(origin + row.points.back(), origin + row.points.back() + at(900, 0));
        QVERIFY(near(stage.trays().front().points.back(), row.points.back() + at(900, 0)));
        QCOMPARE(stage.trays().front().points.front(), row.points.front());
        stage.session.undo();
        QVERIFY(stage.trays().front() == row);
    }

    void theWholeTrayIsMovedByItsLine()
    {
        Stage stage;
        const model::CableTray row = stage.trays().front();
        const Point middle = stage.pod().at + at((row.points[0].x + row.points[1].x).value() / 2 + 350, row.points[0].y.value());
        stage.session.select({Subject{Subject::Where::Tray, "su/" + row.id.text()}});
        stage.drag(middle, middle + at(0, 600));
        for (std::size_t i = 0; i < row.points.size(); ++i)
            QVERIFY(near(stage.trays().front().points[i], row.points[i] + at(0, 600)));
    }

    void aClickTakesTheTrayWhileCablesAreShown()
    {
        Stage stage;
        const model::CableTray row = stage.trays().front();
        const Point over = stage.pod().at + at(400, row.points[0].y.value());
        stage.click(over);
        QCOMPARE(stage.session.selection().front().where, Subject::Where::Instance);
        render::CableView view;
        view.shown = true;
        stage.view.showCables(view, false);
        stage.click(over);
        QCOMPARE(stage.session.selection().front().where, Subject::Where::Tray);
    }

    void aSelectedFabricIsMarked()
    {
        Stage stage;
        stage.session.select({Subject{Subject::Where::Fabric, "su/storage"}});
        QCOMPARE(stage.view.cables().view.marked, std::string("su/storage"));
        stage.session.select({Subject{Subject::Where::Cable, "su/compute/17"}});
        QCOMPARE(stage.view.cables().view.marked, std::string("su/compute"));
        stage.session.clearSelection();
        QCOMPARE(stage.view.cables().view.marked, std::string());
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(render::ThemeName::Light);
    TrayToolTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_TrayTool.moc"
