#include "model/exchange/ProfileReader.h"
#include "model/rules/ProfileEdits.h"

#include <QTest>

using namespace colonnade::model;

class ProfileEditsTest : public QObject {
    Q_OBJECT
    Profile m_us = carriedProfile("us-nec").value();

private slots:
    void aThresholdIsSetWithinTheBoundsThatTheRuleDeclares()
    {
        const RuleInfo& info = rule("PWR-008")->info();
        const auto next = withThreshold(m_us, info, "warn_share", 0.6);
        QVERIFY(next);
        QCOMPARE(next->parameter("PWR-008", "warn_share"), 0.6);
        QVERIFY(m_us.parameter("PWR-008", "warn_share") != 0.6); // What it was given is as it was.
        const auto outside = withThreshold(m_us, info, "warn_share", 1.5);
        QVERIFY(!outside);
        QCOMPARE(outside.error().text, std::string("'warn_share' of PWR-008 lies from 0 to 1; found 1.5."));
        QVERIFY(!withThreshold(m_us, info, "warn_shares", 0.6));
        QVERIFY(!withThreshold(m_us, info, "warn_share", std::numeric_limits<double>::quiet_NaN()));
    }

    void physicsIsNeitherMovedNorSoftened()
    {
        const RuleInfo* fixed = nullptr;
        for (const auto& each : registry()) {
            if (each->info().adjustable == Adjustable::No && !each->info().parameters.empty())
                fixed = &each->info();
        }
        if (fixed)
            QVERIFY(!withThreshold(m_us, *fixed, fixed->parameters.front().key, fixed->parameters.front().least));
        const RuleInfo& collision = rule("MEC-014") ? rule("MEC-014")->info() : rule("PWR-009")->info();
        QCOMPARE(collision.adjustable, Adjustable::No);
        QVERIFY(!withRuleCap(m_us, collision, Severity::Info));
        QVERIFY(withRuleCap(m_us, collision, std::nullopt));
    }

    void aCapHoldsARuleToAMilderVerdict()
    {
        const auto next = withRuleCap(m_us, rule("PWR-008")->info(), Severity::Warning);
        QVERIFY(next);
        QCOMPARE(next->capped("PWR-008", Severity::Error), Severity::Warning);
        QCOMPARE(next->capped("PWR-008", Severity::Info), Severity::Info);
        QVERIFY(!withRuleCap(m_us, rule("PWR-008")->info(), Severity::NotEvaluated));
    }

    void whatIsSetOtherwiseIsCountedAndCanBeReset()
    {
        const RuleInfo& info = rule("PWR-008")->info();
        const Profile off = withRuleEnabled(m_us, info, false).value();
        QVERIFY(!off.enabled("PWR-008"));
        const Profile both = withThreshold(off, rule("PWR-001")->info(), "warn_share", 0.5).value();
        QCOMPARE(rulesSetOtherwise(both, m_us), (std::vector<std::string>{"PWR-001", "PWR-008"}));
        const Profile back = withRuleOf(both, info, m_us);
        QCOMPARE(rulesSetOtherwise(back, m_us), std::vector<std::string>{"PWR-001"});
        QVERIFY(withRuleOf(back, rule("PWR-001")->info(), m_us) == m_us);
        // Said nowhere and said as by default are the same.
        Profile silent;
        Profile wordy;
        wordy.rules["PWR-008"] = {};
        QVERIFY(rulesSetOtherwise(silent, wordy).empty());
    }

    void whatProtectsLifeHangsOnTheRegion()
    {
        QVERIFY(protectsLife("MEC-014", m_us));
        QVERIFY(protectsLife("PWR-001", m_us));
        QVERIFY(!protectsLife("PWR-008", m_us));
        const Profile eu = carriedProfile("eu-iec").value();
        QVERIFY(!protectsLife("PWR-001", eu));
        QVERIFY(protectsLife("MEC-015", eu));
        Profile own = m_us;
        own.id = "our-house";
        own.base = "us-nec";
        QVERIFY(protectsLife("PWR-001", own));
    }
};

QTEST_APPLESS_MAIN(ProfileEditsTest)
#include "tst_ProfileEdits.moc"
