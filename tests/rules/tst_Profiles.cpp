#include "tests/rules/Judging.h"

#include "model/rules/Rule.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Result<Profile> read(std::string_view text)
{
    return readProfile(text, "mine.yaml",
                       [](std::string_view base) { return carriedProfile(base); });
}

std::string problem(std::string_view text)
{
    const auto profile = read(text);
    return profile ? "read" : profile.error().text;
}

const std::string head =
    "format: 1\nprofile: mine\nextends: us-nec\ntitle: Mine\nsummary: For tests.\n";

} // namespace

class ProfilesTest : public QObject {
    Q_OBJECT
private slots:
    void bothCarriedProfilesAreComplete()
    {
        QCOMPARE(profileIds(), (std::vector<std::string>{"eu-iec", "us-nec"}));
        for (const std::string& id : profileIds()) {
            const auto profile = carriedProfile(id);
            QVERIFY2(profile, profile ? "" : profile.error().text.c_str());
            QCOMPARE(profile->id, id);
            for (const auto& known : registry()) {
                for (const RuleParameter& parameter : known->info().parameters)
                    QVERIFY(!std::isnan(profile->parameter(known->info().id, parameter.key)));
            }
        }
    }

    void regionsDifferWhereTheyShould()
    {
        QCOMPARE(profile("us-nec").power.continuousFactor, 0.8);
        QCOMPARE(profile("eu-iec").power.continuousFactor, 1.0);
        QCOMPARE(profile("eu-iec").floorPresets.front().value(), 10.0);
        QCOMPARE(profile("eu-iec").optics, profile("us-nec").optics);
        QVERIFY(profile("us-nec").fingerprint() != profile("eu-iec").fingerprint());
    }

    void aProfileOfOnesOwnChangesWhatItSays()
    {
        const auto mine =
            read(head
                 + "rules:\n  PWR-008: {warn_share: 0.8}\n  THM-021: {enabled: false}\n"
                   "  MEC-005: {at_most: warning}\n");
        QVERIFY2(mine, mine ? "" : mine.error().text.c_str());
        QCOMPARE(mine->parameter("PWR-008", "warn_share"), 0.8);
        QCOMPARE(mine->parameter("PWR-001", "warn_share"), 0.9);
        QVERIFY(!mine->enabled("THM-021"));
        QCOMPARE(mine->capped("MEC-005", Severity::Error), Severity::Warning);
        QCOMPARE(mine->capped("MEC-005", Severity::Info), Severity::Info);
    }

    void everyMistakeIsOneSentenceWithItsPlace()
    {
        const auto says = [](const std::string& text, std::string_view words) {
            const std::string found = problem(text);
            if (found.find(words) == std::string::npos)
                qWarning("%s", found.c_str());
            return found.find(words) != std::string::npos;
        };
        QVERIFY(says(head + "rules: {PWR-999: {}}\n", "line 6"));
        QVERIFY(says(head + "rules: {PWR-999: {}}\n", "the id of a rule"));
        QVERIFY(says(head + "rules: {PWR-008: {warm_share: 0.8}}\n", "warm_share"));
        QVERIFY(says(head + "rules: {PWR-008: {warn_share: 8}}\n", "'8'"));
        QVERIFY(says(head + "power: {continuous_factor: 0.9}\n", "source"));
        QVERIFY(says(head + "power: {continuous_factor: 0.9, source: NOBODY}\n",
                     "a name from 'sources'"));
        QVERIFY(says("format: 1\nprofile: mine\ntitle: Mine\nsummary: ''\n", "does not give"));
        QVERIFY(says("format: 1\nprofile: mine\nextends: nowhere\ntitle: Mine\nsummary: ''\n",
                     "There is no rule profile"));
        QVERIFY(says("format: 2\n", "newer"));
        QVERIFY(says("", "mine.yaml"));
        QVERIFY(!carriedProfile("../us-nec"));
        QVERIFY(carriedProfile("nowhere").error().text.find("'eu-iec', 'us-nec'")
                != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(ProfilesTest)
#include "tst_Profiles.moc"
