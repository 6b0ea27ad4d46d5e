#include "ui/workbench/FabricFields.h"

#include <QLatin1StringView>
#include <QSignalSpy>
#include <QTest>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>

#include <set>

using namespace colonnade;
using namespace colonnade::ui;
using model::Fabric;
using model::FabricFamily;

namespace {

Fabric fabricOf(FabricFamily family, std::vector<int> size = {})
{
    Fabric fabric{model::FabricId::literal("compute"), "compute"};
    fabric.family = family;
    fabric.size = std::move(size);
    return fabric;
}

/// Names of the fields that are shown.
std::set<QString> shownFor(FabricFamily family)
{
    FabricFields fields{nullptr};
    fields.show(fabricOf(family));
    std::set<QString> names;
    for (const QWidget* widget : fields.findChildren<QWidget*>()) {
        if (widget->objectName().startsWith(QLatin1StringView{"fabric-"}) && !widget->isHidden())
            names.insert(widget->objectName());
    }
    return names;
}

} // namespace

/// The fields of a recipe in its dialog.
class FabricFieldsTest : public QObject {
    Q_OBJECT
private slots:
    void onlyWhatTheFamilyUsesIsShown()
    {
        const auto clos = shownFor(FabricFamily::Clos);
        QVERIFY(clos.contains("fabric-planes") && clos.contains("fabric-tiers") && clos.contains("fabric-dialog-oversubscription"));
        QVERIFY(!clos.contains("fabric-size-0") && !clos.contains("fabric-planes-are") && !clos.contains("fabric-dialog-spine-oversubscription"));
        const auto single = shownFor(FabricFamily::SingleTier);
        QVERIFY(single.contains("fabric-planes") && !single.contains("fabric-tiers") && !single.contains("fabric-dialog-oversubscription"));
        const auto torus = shownFor(FabricFamily::Torus);
        QVERIFY(torus.contains("fabric-size-5") && !torus.contains("fabric-planes") && !torus.contains("fabric-dialog-oversubscription"));
        const auto plus = shownFor(FabricFamily::DragonflyPlus);
        QVERIFY(plus.contains("fabric-size-1") && !plus.contains("fabric-size-2"));
        // Equal paths are those over spines.
        QVERIFY(clos.contains("fabric-dialog-routing") && plus.contains("fabric-dialog-routing") && !single.contains("fabric-dialog-routing"));
        QVERIFY(shownFor(FabricFamily::HammingMesh).contains("fabric-planes"));
        for (const FabricFamily family : {FabricFamily::Manual, FabricFamily::SlimFly, FabricFamily::ScaleUp})
            QVERIFY(shownFor(family).contains("fabric-dialog-place"));
    }

    void coresBringTheOversubscriptionOfTheSpines()
    {
        FabricFields fields{nullptr};
        fields.show(fabricOf(FabricFamily::Clos));
        fields.findChild<QComboBox*>("fabric-tiers")->setCurrentIndex(2);
        QCOMPARE(fields.tiers(), 3);
        QVERIFY(!fields.findChild<QDoubleSpinBox*>("fabric-dialog-spine-oversubscription")->isHidden());
        Fabric with = fabricOf(FabricFamily::Clos);
        with.switches.push_back({"n01/core-1", 3, {}});
        fields.show(with);
        QCOMPARE(fields.tiers(), 3);
    }

    void whatTheFieldsShowIsWritten()
    {
        FabricFields fields{nullptr};
        Fabric fabric = fabricOf(FabricFamily::Clos);
        fields.show(fabric);
        QSignalSpy changed{&fields, &FabricFields::changed};
        fields.findChild<QSpinBox*>("fabric-planes")->setValue(4);
        fields.findChild<QComboBox*>("fabric-planes-are")->setCurrentIndex(2);
        fields.findChild<QComboBox*>("fabric-tiers")->setCurrentIndex(2);
        fields.findChild<QDoubleSpinBox*>("fabric-dialog-spine-oversubscription")->setValue(1.5);
        fields.findChild<QDoubleSpinBox*>("fabric-dialog-oversubscription")->setValue(3);
        QCOMPARE(changed.size(), 5);
        fields.findChild<QComboBox*>("fabric-dialog-routing")->setCurrentIndex(2);
        QCOMPARE(changed.size(), 5); // As many switches as before.
        fields.findChild<QComboBox*>("fabric-dialog-place")->setCurrentIndex(3);
        fields.write(fabric);
        QCOMPARE(fabric.planes, 4);
        QVERIFY(fabric.planesAre == model::PlaneMeaning::DualTor);
        QCOMPARE(fabric.spineOversubscription, 1.5);
        QCOMPARE(fabric.oversubscription, 3.0);
        QVERIFY(fabric.place == model::SwitchSite::TopOfRack);
        QVERIFY(fabric.routing == model::FabricRouting::Adaptive);
        fields.findChild<QComboBox*>("fabric-dialog-routing")->setCurrentIndex(0);
        fields.write(fabric);
        QVERIFY(!fabric.routing);

        fields.findChild<QComboBox*>("fabric-family")->setCurrentText("dragonfly-plus");
        fields.findChild<QSpinBox*>("fabric-size-0")->setValue(8);
        fields.findChild<QSpinBox*>("fabric-size-1")->setValue(4);
        fields.write(fabric);
        QVERIFY(fabric.family == FabricFamily::DragonflyPlus);
        QCOMPARE(fabric.size, (std::vector<int>{8, 4}));
    }

    void anotherFamilyForgetsTheNumbersOfTheOneBefore()
    {
        FabricFields fields{nullptr};
        Fabric fabric = fabricOf(FabricFamily::HyperX, {4, 8});
        fields.show(fabric);
        QCOMPARE(fields.findChild<QSpinBox*>("fabric-size-1")->value(), 8);
        fields.findChild<QComboBox*>("fabric-family")->setCurrentText("slim-fly");
        fields.write(fabric);
        QVERIFY(fabric.size.empty());
    }

    void whatWasNotTouchedStaysAsItIs_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<std::vector<int>>("size");
        QTest::newRow("torus") << static_cast<int>(FabricFamily::Torus) << std::vector<int>{4, 4};
        QTest::newRow("torus of cubes") << static_cast<int>(FabricFamily::Torus) << std::vector<int>{16, 16, 4, 4};
        QTest::newRow("more numbers than fields") << static_cast<int>(FabricFamily::HyperX) << std::vector<int>{2, 2, 2, 2, 2, 2, 2, 2};
        QTest::newRow("nothing") << static_cast<int>(FabricFamily::Clos) << std::vector<int>{};
    }
    void whatWasNotTouchedStaysAsItIs()
    {
        QFETCH(int, family);
        QFETCH(std::vector<int>, size);
        Fabric fabric = fabricOf(static_cast<FabricFamily>(family), size);
        fabric.oversubscription = 4.0 / 3;
        const Fabric before = fabric;
        FabricFields fields{nullptr};
        fields.show(fabric);
        fields.write(fabric);
        QVERIFY(fabric == before);
    }

    void aTorusOfCubesIsWrittenAsTheWholeThenTheCube()
    {
        FabricFields fields{nullptr};
        Fabric fabric = fabricOf(FabricFamily::Torus, {16, 16, 4, 4});
        fields.show(fabric);
        fields.findChild<QSpinBox*>("fabric-size-4")->setValue(8);
        fields.write(fabric);
        QCOMPARE(fabric.size, (std::vector<int>{16, 16, 4, 8}));
    }
};

QTEST_MAIN(FabricFieldsTest)
#include "tst_FabricFields.moc"
