#include "model/exchange/EnergyOfDesign.h"
#include "model/exchange/MachineOfDesign.h"
#include "model/exchange/ProfileReader.h"
#include "tests/support/Shipped.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

double shareOf(const EnergySplit& split, EnergyKind kind)
{
    for (const EnergyPart& part : split.parts) {
        if (part.kind == kind)
            return part.share;
    }
    return 0;
}

} // namespace

/// What the energy of a token goes to.
class EnergyOfDesignTest : public QObject {
    Q_OBJECT
private slots:
    void theKindsAddUpToAllOfIt()
    {
        const Profile profile = profileNamed("us-nec").value();
        for (const auto& name : references) {
            const Design design = reference(name);
            const ClusterView machine = machineOf(design, profile).value();
            const auto split = energySplitOf(design, profile, machine);
            QVERIFY2(split, std::string(name).c_str());
            double sum = 0;
            for (const EnergyPart& part : split->parts) {
                QVERIFY(part.share > 0 && part.share <= 1);
                sum += part.share;
            }
            QVERIFY2(std::abs(sum - 1) < 1e-9, std::string(name).c_str());
        }
    }

    // The accelerators' design power over that of the hall, times the facility factor where the site says all that it needs.
    void acceleratorsHaveTheirDesignPowersShare()
    {
        const Profile profile = profileNamed("us-nec").value();
        const Design design = reference("dgx-h100-superpod-su");
        const ClusterView machine = machineOf(design, profile).value();
        const double share = machine.tdp->value() * machine.accelerators / (design.facts().provisioned.known.value() * machine.facilityFactor.value_or(1));
        QVERIFY(std::abs(shareOf(*energySplitOf(design, profile, machine), EnergyKind::Accelerators) - share) < 1e-9);
    }

    void aMachineOfUnknownPowerHasNone()
    {
        const Profile profile = profileNamed("us-nec").value();
        const Design design = reference("dgx-h100-superpod-su");
        ClusterView machine = machineOf(design, profile).value();
        machine.tdp.reset();
        QVERIFY(!energySplitOf(design, profile, machine));
    }
};

QTEST_APPLESS_MAIN(EnergyOfDesignTest)
#include "tst_EnergyOfDesign.moc"
