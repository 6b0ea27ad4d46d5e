#include "ui/oneline/OneLineView.h"
#include "ui/style/Style.h"

#include "tests/support/Pictures.h"
#include "tests/support/PowerDesigns.h"

#include <QCoreApplication>
#include <QLineF>
#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSignalSpy>
#include <QStringLiteral>
#include <QTest>

#include <QAbstractButton>
#include <QApplication>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;

namespace {

struct Stage {
    explicit Stage(model::Design design)
    {
        session.start(std::move(design));
        view.resize(1100, 900);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
    }
    [[nodiscard]] const render::OneLineBox& box(const Subject& subject) const
    {
        const auto found = view.diagram().boxesOf(subject);
        if (found.empty())
            qFatal("'%s' is not drawn", subject.text().c_str());
        return view.diagram().boxes[found.front()];
    }
    [[nodiscard]] QPoint middle(const Subject& subject) const
    {
        return view.windowOnScreen().toView(box(subject).body).center().toPoint();
    }
    [[nodiscard]] bool judged() const { return session.judgement().power && session.judgement().design == session.design(); }

    DesignSession session;
    OneLineView view{session};
};

const Subject upsA{Subject::Where::Feed, "/ups-a"};
const Subject insideA{Subject::Where::Feed, "su/a"};

} // namespace

class OneLineViewTest : public QObject {
    Q_OBJECT
private slots:
    void aClickSelectsTheFeedAndOneOnNothingClears()
    {
        Stage stage{test::catcherHall()};
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.middle(upsA));
        QCOMPARE(stage.session.selection(), std::vector<Subject>{upsA});
        QTest::mouseClick(&stage.view, Qt::LeftButton, Qt::ControlModifier, stage.middle({Subject::Where::Feed, "/ups-b"}));
        QCOMPARE(stage.session.selection().size(), std::size_t{2});
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, QPoint(2, 2));
        QVERIFY(stage.session.selection().empty());
    }

    void aClickOnAGroupSelectsItsPlacedRacks()
    {
        Stage stage{test::catcherHall()};
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.middle(Subject::instance("su-1/a01")));
        // Eight racks in each of four pods.
        QCOMPARE(stage.session.selection().size(), std::size_t{32});
        QVERIFY(stage.session.isSelected(Subject::instance("su-3/a08")));
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.middle(Subject::instance("su-1")));
        QCOMPARE(stage.session.selection(), (std::vector<Subject>{Subject::instance("su-1"), Subject::instance("su-2")}));
    }

    void whatIsSelectedElsewhereIsMarked()
    {
        Stage stage{test::catcherHall()};
        const QRect place = stage.view.windowOnScreen().toView(stage.box(upsA).body).toAlignedRect().adjusted(-4, -4, 4, 4);
        const auto accent = [&] { return test::count(stage.view.grab().toImage(), QRectF(place), theme().accent, 30); };
        QCOMPARE(accent(), 0);
        stage.session.select({upsA});
        QVERIFY(accent() > 200);
        stage.session.clearSelection();
        stage.session.hover(upsA);
        QVERIFY(accent() > 50);
    }

    void loadsAppearOnceTheDesignIsJudged()
    {
        Stage stage{test::catcherHall()};
        QTRY_VERIFY(stage.judged());
        QTRY_VERIFY(stage.box(upsA).figures.normal.has_value());
        const QImage image = stage.view.grab().toImage();
        QVERIFY(test::count(image, image.rect(), theme().ok, 20) > 100);
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
            image.save(folder + "/view-oneline.png");
    }

    void theWheelZoomsAtTheCursorAndHomeShowsAll()
    {
        Stage stage{test::catcherHall()};
        const QPointF at{400, 300};
        const QPointF before = stage.view.windowOnScreen().toDiagram(at);
        const double scale = stage.view.windowOnScreen().scale();
        QWheelEvent wheel(at, stage.view.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&stage.view, &wheel);
        QVERIFY(stage.view.windowOnScreen().scale() > scale * 1.5);
        QVERIFY(QLineF(stage.view.windowOnScreen().toDiagram(at), before).length() < 0.01);
        stage.session.frame({});
        QVERIFY(QRectF(stage.view.rect()).contains(stage.view.windowOnScreen().toView(stage.view.diagram().extent)));
        stage.session.frame({upsA});
        QVERIFY(QRectF(stage.view.rect()).contains(stage.view.windowOnScreen().toView(stage.box(upsA).body)));
    }

    void aPodAndARackOpenOnADoubleClick()
    {
        Stage stage{test::catcherHall()};
        const auto has = [&](const Subject& subject) { return !stage.view.diagram().boxesOf(subject).empty(); };
        QVERIFY(has(insideA));
        QTest::mouseDClick(&stage.view, Qt::LeftButton, {}, stage.middle(Subject::instance("su-1")));
        QVERIFY(!has(insideA));
        QTest::mouseDClick(&stage.view, Qt::LeftButton, {}, stage.middle(Subject::instance("su-1")));
        QVERIFY(has(insideA));
        const std::size_t sheets = stage.view.diagram().sheets.size();
        stage.view.showRackInside(model::RackDesignId::literal("gb300"), true);
        QCOMPARE(stage.view.diagram().sheets.size(), sheets + 1);
    }

    void arrowKeysStepThroughTheDiagram()
    {
        Stage stage{test::catcherHall()};
        stage.session.select({{Subject::Where::Feed, "/utility-a"}});
        QTest::keyClick(&stage.view, Qt::Key_Down);
        QCOMPARE(stage.session.selection(), (std::vector<Subject>{{Subject::Where::Feed, "/tx-a"}}));
        QTest::keyClick(&stage.view, Qt::Key_Up);
        QCOMPARE(stage.session.selection(), (std::vector<Subject>{{Subject::Where::Feed, "/utility-a"}}));
    }

    void anEditWithoutFeedsLeavesTheOfferOfOne()
    {
        Stage stage{test::gb300Hall()};
        auto* empty = stage.view.findChild<QWidget*>(QStringLiteral("oneline-empty"));
        QVERIFY(empty && empty->isVisible());
        QSignalSpy wanted(&stage.view, &OneLineView::newFeedRequested);
        auto* button = empty->findChild<QAbstractButton*>();
        QVERIFY(button);
        button->click();
        QCOMPARE(wanted.size(), 1);
        stage.session.start(test::catcherHall());
        QVERIFY(!empty->isVisible());
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(render::ThemeName::Light);
    OneLineViewTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_OneLineView.moc"
