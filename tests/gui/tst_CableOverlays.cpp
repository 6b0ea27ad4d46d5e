#include "render/scene/Graphics.h"
#include "tests/support/Shipped.h"
#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/floor/FloorView.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Style.h"

#include <QStringLiteral>
#include <QTest>

#include <QApplication>

using namespace colonnade;
using namespace colonnade::ui;
using render::CableDepth;
using render::CableShow;
using render::FloorOverlay;

namespace {

constexpr int patience = 60'000; // ms

struct Stage {
    Stage()
    {
        session.start(test::reference("dgx-h100-superpod-su"));
        plan.resize(900, 700);
        plan.show();
        (void)QTest::qWaitForWindowExposed(&plan);
        floor.resize(600, 450);
        floor.show();
        (void)QTest::qWaitForWindowExposed(&floor);
    }
    void setOverlay(FloorOverlay overlay)
    {
        plan.setOverlay(overlay);
        floor.setOverlay(overlay);
    }
    [[nodiscard]] const render::CableOverlay& inSpace() const { return floor.stage().scene().cableOverlay(); }

    DesignSession session;
    PlanView plan{session};
    FloorView floor{session};
};

} // namespace

class CableOverlaysTest : public QObject {
    Q_OBJECT
private slots:
    void utilisationIsWorkedOutOnceForPlanAndSpace()
    {
        Stage stage;
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.judgementIsCurrent(), patience);
        const QImage before = stage.plan.grab().toImage();
        QVERIFY(!stage.session.cableOverlayer().cables()); // Nobody has asked.
        stage.setOverlay(FloorOverlay::Utilisation);
        QTRY_COMPARE_WITH_TIMEOUT(stage.plan.cables().show, CableShow::Utilisation, patience);
        QCOMPARE(stage.inSpace().show, CableShow::Utilisation);
        QVERIFY(stage.plan.cables().cables);
        QCOMPARE(stage.inSpace().cables, stage.plan.cables().cables);
        QCOMPARE(stage.plan.cables().cables->measure, QStringLiteral("all-to-all, spread"));
        QCOMPARE(stage.floor.stage().overlay().legend.title, QStringLiteral("Utilisation, % of capacity (all-to-all, spread)"));
        QVERIFY(stage.plan.grab().toImage() != before);
        stage.setOverlay(FloorOverlay::None);
        QVERIFY(!stage.session.cableOverlayer().cables());
        QCOMPARE(stage.plan.cables().show, CableShow::Networks);
        QVERIFY(stage.inSpace().isNone());
    }

    void anotherTrafficChangesTheColours()
    {
        Stage stage;
        stage.plan.setOverlay(FloorOverlay::Utilisation);
        QTRY_VERIFY_WITH_TIMEOUT(stage.plan.cables().cables, patience);
        stage.session.cableOverlayer().setTraffic({model::TrafficPattern::Ring, model::PathChoice::Hashed});
        QTRY_COMPARE_WITH_TIMEOUT(stage.plan.cables().cables->measure, QStringLiteral("ring, hashed"), patience);
    }

    void theFillOfTraysIsAnOverlayOfBothViews()
    {
        Stage stage;
        stage.setOverlay(FloorOverlay::TrayFill);
        QTRY_VERIFY_WITH_TIMEOUT(stage.plan.cables().fill.shown, patience);
        QVERIFY(stage.inSpace().fill.shown);
        QCOMPARE(stage.floor.stage().overlay().legend.title, QStringLiteral("Tray fill, % of the usable section"));
    }

    void aFailureTakesCablesInBothViewsUntilItEnds()
    {
        Stage stage;
        stage.setOverlay(FloorOverlay::Failure);
        QVERIFY(!stage.plan.cables().cables);
        QVERIFY(stage.session.failures().set({"su-1/n01"}));
        QTRY_VERIFY_WITH_TIMEOUT(stage.plan.cables().cables && !stage.plan.cables().cables->failure.isEmpty(), patience);
        QCOMPARE(stage.inSpace().show, CableShow::Failure);
        int lost = 0;
        const auto states = stage.plan.cables().cables->pods.begin()->second.states;
        for (const render::CableState& state : states->lines)
            lost += state.wholly() ? 1 : 0;
        QVERIFY(lost > 0);
        stage.session.failures().clear();
        QTRY_VERIFY(!stage.plan.cables().cables && stage.inSpace().isNone());
    }

    void aViewThatIsGoneWantsNothing()
    {
        Stage stage;
        {
            PlanView other{stage.session};
            other.setOverlay(FloorOverlay::Utilisation);
            QTRY_VERIFY_WITH_TIMEOUT(stage.session.cableOverlayer().holds(CableDepth::Utilisation), patience);
        }
        QVERIFY(!stage.session.cableOverlayer().cables());
    }
};

int main(int argc, char** argv)
{
    render::prepareGraphics();
    QApplication application(argc, argv);
    applyTheme(render::ThemeName::Light);
    CableOverlaysTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_CableOverlays.moc"
