#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include "model/edit/ChainEdits.h"
#include "model/exchange/FindingsJson.h"
#include "model/exchange/ProfileShelf.h"
#include "model/exchange/ProfileWriter.h"
#include "model/exchange/RulesJson.h"
#include "model/rules/RuleSet.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QStringLiteral>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Result<Profile> read(std::string_view text)
{
    return readProfile(text, "mine.yaml", [](std::string_view base) { return carriedProfile(base); });
}

const std::string head = "format: 1\nprofile: mine\nbase: us-nec\ntitle: Mine\nsummary: For tests.\n";

/// A profile with one formula, whose line "    formula: " is the ninth.
std::string withFormula(std::string_view formula, std::string_view unit = "W", std::string_view on = "rack-design",
                        std::string_view limits = "error_above: 2000")
{
    return head
        + fmt::format("formulas:\n  OWN-001:\n    title: Power for each accelerator\n    formula: {}\n    on: {}\n"
                      "    unit: {}\n    {}\n    source: EJ\n",
                      formula, on, unit, limits);
}

bool says(const std::string& text, std::string_view words)
{
    const auto profile = read(text);
    const std::string found = profile ? "read" : profile.error().text;
    if (found.find(words) == std::string::npos)
        qWarning("%s", found.c_str());
    return found.find(words) != std::string::npos;
}

Profile mine(const std::string& text)
{
    auto profile = read(text);
    if (!profile)
        throw std::runtime_error(profile.error().text);
    return std::move(*profile);
}

/// A rack of one server of 10 kW with `accelerators`, on two feeds.
Design small(int accelerators = 8, std::optional<double> watts = 10'000)
{
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60), tinyFeed("b", Side::B, 415, 60)};
    const auto rack = TinyRack{"one"}
                          .add(tinyServer({.watts = watts, .supplyWatts = 5'000, .accelerators = accelerators}))
                          .add(tinyPdu(), Side::A)
                          .add(tinyPdu(), Side::B)
                          .made();
    floor.rack("r1", rack, "A=a B=b").rack("r2", rack, "A=a B=b");
    return tinyDesign(floor.arrangement, 3);
}

class Folder {
public:
    explicit Folder(std::string_view name)
        : path{std::filesystem::temp_directory_path()
               / fmt::format("colonnade-{}-{}", name, QCoreApplication::applicationPid())}
    {
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(std::string_view name, std::string_view text) const { std::ofstream{path / name} << text; }
    std::filesystem::path path;
};

} // namespace

class OwnProfilesTest : public QObject {
    Q_OBJECT
private slots:
    void aThresholdASwitchAndAFormulaWorkTogether()
    {
        const Profile profile = mine(withFormula("power_w / accelerators", "W", "rack-design", "error_above: 1000")
                                     + "rules:\n  PWR-008: {warn_share: 0.8}\n  THM-021: {enabled: false}\n");
        QCOMPARE(profile.base, std::string("us-nec"));
        QCOMPARE(profile.parameter("PWR-008", "warn_share"), 0.8);
        const Evaluation evaluation = judged(small(), profile);
        QVERIFY(of(evaluation, "THM-021").empty());
        const auto found = of(evaluation, "OWN-001");
        QCOMPARE(found.size(), std::size_t{1});
        const Finding& finding = found.front();
        QCOMPARE(finding.key(), std::string("OWN-001/rack:one"));
        QCOMPARE(finding.severity, Severity::Error);
        QCOMPARE(*finding.measured, 1'250.0);
        QCOMPARE(*finding.limit, 1'000.0);
        QCOMPARE(finding.unit, std::string("W"));
        QCOMPARE(finding.placements, 6);
        QCOMPARE(QString::fromStdString(finding.derivation),
                 QStringLiteral("power_w / accelerators = 10.00\u00a0kW / 8.000 = 1.250\u00a0kW"));
        QCOMPARE(evaluation.rulesKnown, static_cast<int>(registry().size()) + 1);
    }

    void aFormulaJustWithinItsLimitSaysNothing()
    {
        const auto at = [](double limit) {
            return of(judged(small(), mine(withFormula("power_w / accelerators", "W", "rack-design",
                                                       fmt::format("warn_above: {}", limit)))),
                      "OWN-001");
        };
        QVERIFY(at(1'250).empty());
        QCOMPARE(at(1'249.9).front().severity, Severity::Warning);
    }

    void formulasAreJudgedForWhatTheyAreOn()
    {
        const auto keys = [](std::string_view formula, std::string_view unit, std::string_view on) {
            return said(judged(small(), mine(withFormula(formula, unit, on, "error_above: 0"))), "OWN-001");
        };
        QCOMPARE(keys("load_w", "W", "feed"), std::string("error OWN-001/feed:su/a; error OWN-001/feed:su/b"));
        QCOMPARE(keys("racks", "''", "pod-design"), std::string("error OWN-001/pod:su"));
        QCOMPARE(keys("pods", "''", "hall"), std::string("error OWN-001/hall"));
    }

    void errorsPointIntoTheFormula()
    {
        // "    formula: " has 13 characters, so that the formula begins at column 14.
        QVERIFY(says(withFormula("powr_w / accelerators"), "line 9, column 14, key 'formulas.OWN-001.formula': found 'powr_w', expected"));
        QVERIFY(says(withFormula("power_w / acelerators"), "line 9, column 24"));
        QVERIFY(says(withFormula("power_w / acelerators"), "the nearest is 'accelerators'"));
        QVERIFY(says(withFormula("\"power_w / acelerators\""), "line 9, column 25"));
        QVERIFY(says(withFormula("'power_w / acelerators'"), "line 9, column 25"));
        QVERIFY(says(withFormula("power_w + mass_kg"), "line 9, column 24"));
        QVERIFY(says(withFormula("power_w + mass_kg"), "found a value in kg, 'mass_kg', expected a value in W"));
        QVERIFY(says(withFormula("power_w / (units - units)"), "line 9, column 24"));
        QVERIFY(says(withFormula("power_w / 0"), "found a divisor that is always zero, '0', expected another"));
        QVERIFY(says(withFormula("power_w *"), "the end of the formula"));
        QVERIFY(says(withFormula(">-\n      power_w /\n      acelerators"), "at character 11 of the formula"));
    }

    void aWrongUnitPointsAtTheUnit()
    {
        QVERIFY(says(withFormula("power_w / accelerators", "kg"), "line 11, column 11, key 'formulas.OWN-001.unit'"));
        QVERIFY(says(withFormula("power_w / accelerators", "kg"), "found 'kg', expected 'W'"));
        QVERIFY(says(withFormula("power_w", "kW"), "found 'kW', expected 'W'"));
        QVERIFY(says(withFormula("units", "W"), "no unit or '%'"));
        QVERIFY(read(withFormula("power_w / mass_kg", "W/kg")));
    }

    void otherMistakesHaveTheirPlaceToo()
    {
        QVERIFY(says(withFormula("units", "''", "rack"), "'rack-design'"));
        QVERIFY(says(withFormula("power_w", "W", "rack-design", "explanation: none"), "found no limit"));
        QVERIFY(says(withFormula("power_w", "W", "rack-design", "error_above: much"), "line 12, column 18"));
        QVERIFY(says(head + "formulas: {PWR-001: {title: x, on: hall, formula: racks, error_above: 1, source: EJ}}\n",
                     "that rule is the program's"));
        QVERIFY(says(head + "formulas: {OWN-001: {title: x, on: hall, formula: racks, error_above: 1}}\n", "source"));
        QVERIFY(says("format: 1\nprofile: mine\nbase: nowhere\ntitle: Mine\nsummary: ''\n",
                     "line 3, column 7, key 'base': There is no rule profile 'nowhere'; there are 'eu-iec', 'us-nec'"));
        QVERIFY(says(head + "presets: [n, most]\n", "line 6, column 14, key 'presets[1]': there is no preset 'most'"));
    }

    void whatADesignDoesNotSayIsNotEvaluated()
    {
        const Profile profile = mine(withFormula("power_w / accelerators"));
        const auto missing = of(judged(small(8, {}), profile), "OWN-001");
        QCOMPARE(missing.front().severity, Severity::NotEvaluated);
        QVERIFY(missing.front().message.find("power_w (power of ") != std::string::npos);
        const auto zero = of(judged(small(0), profile), "OWN-001");
        QCOMPARE(zero.front().severity, Severity::NotEvaluated);
        QVERIFY2(zero.front().message.find("'accelerators', which is 0") != std::string::npos,
                 zero.front().message.c_str());
    }

    void formulasAreSwitchedCappedAndWaivedLikeAnyRule()
    {
        const std::string text = withFormula("power_w / accelerators", "W", "rack-design", "error_above: 1000");
        QVERIFY(of(judged(small(), mine(text + "rules: {OWN-001: {enabled: false}}\n")), "OWN-001").empty());
        const auto capped = of(judged(small(), mine(text + "rules: {OWN-001: {at_most: info}}\n")), "OWN-001");
        QCOMPARE(capped.front().severity, Severity::Info);
        QVERIFY(of(judged(small(), mine(text + "rules: {OWN-001: {error_above: 1300}}\n")), "OWN-001").empty());
        const Profile profile = mine(text);
        const auto waived = waive(small(), {"OWN-001/rack:one", "Ada", "Known and accepted.", "2026-05-01", "", 1.25});
        QVERIFY(waived);
        const Evaluation evaluation = judged(*waived, profile);
        QVERIFY(of(evaluation, "OWN-001").front().waived);
        QCOMPARE(evaluation.waivers.front().state, WaiverOutcome::State::Holds);
        // Without the formula the waiver's rule is not known, and the waiver is left alone.
        QCOMPARE(judged(*waived).waivers.front().state, WaiverOutcome::State::Unknown);
        const auto worse = waive(small(), {"OWN-001/rack:one", "Ada", "Known and accepted.", "2026-05-01", "", 1.1});
        QVERIFY(!of(judged(*worse, profile), "OWN-001").front().waived);
    }

    void aValueBelowItsLimitIsWorseTheLowerItIs()
    {
        const auto at = [](int accelerators, double value) {
            const Profile profile =
                mine(withFormula("accelerators", "''", "rack-design", "error_below: 16"));
            const auto waived =
                waive(small(accelerators), {"OWN-001/rack:one", "Ada", "Known and accepted.", "2026-05-01", "", value});
            return of(judged(*waived, profile), "OWN-001").front();
        };
        QCOMPARE(*at(8, 1.5).utilisation(), 1.5);
        QVERIFY(at(8, 1.5).waived);
        QVERIFY(!at(4, 1.5).waived);
        QVERIFY(at(12, 1.5).waived);
    }

    void presetsAreReadAndTakeTurns()
    {
        QCOMPARE(presetIds(), (std::vector<std::string>{"2n", "distributed", "inference", "n", "n-plus-1", "storage", "training"}));
        for (const std::string& preset : presetIds()) {
            const auto changed = presetOver(profile(), preset);
            QVERIFY2(changed, changed ? "" : changed.error().text.c_str());
        }
        const Profile both = mine(head + "presets: [n, inference]\n");
        QVERIFY(!both.redundantPower);
        QCOMPARE(both.cooling.spareCdus, 0);
        QCOMPARE(both.oversubscription.at("scale-out"), 2.0);
        QCOMPARE(both.power, profile().power); // The region's.
        QVERIFY(mine(head + "presets: [n, 2n]\n").redundantPower);
        const auto named = ProfileShelf{}.named("eu-iec+n-plus-1+inference");
        QVERIFY2(named, named ? "" : named.error().text.c_str());
        QCOMPARE(named->profile.id, std::string("eu-iec+n-plus-1+inference"));
        QCOMPARE(named->profile.power.continuousFactor, 1.0);
        QCOMPARE(named->profile.presets, (std::vector<std::string>{"n-plus-1", "inference"}));
        QVERIFY(!ProfileShelf{}.named("us-nec+most"));
    }

    void profilesAreFoundInFoldersAndOnTopOfEachOther()
    {
        const Folder folder{"shelf"};
        folder.write("house.yaml", "format: 1\nprofile: house\nbase: eu-iec\ntitle: House\nsummary: ''\nrules: {PWR-008: {warn_share: 0.7}}\n");
        folder.write("hall-3.yaml", "format: 1\nprofile: hall-3\nbase: house\ntitle: Hall 3\nsummary: ''\nrules: {THM-021: {enabled: false}}\n");
        folder.write("other.yaml", "name: no profile at all\n");
        const ProfileShelf shelf{{folder.path}};
        QCOMPARE(shelf.ids(), (std::vector<std::string>{"eu-iec", "us-nec", "hall-3", "house"}));
        const auto found = shelf.named("hall-3");
        QVERIFY2(found, found ? "" : found.error().text.c_str());
        QCOMPARE(found->profile.parameter("PWR-008", "warn_share"), 0.7);
        QCOMPARE(found->profile.power.continuousFactor, 1.0);
        QVERIFY(!found->profile.enabled("THM-021"));
        QCOMPARE(found->from, (folder.path / "hall-3.yaml").string());
        QVERIFY(shelf.named("us-nec")->from.empty());
        // A file by its path finds what lies beside it.
        QVERIFY(ProfileShelf{}.named((folder.path / "hall-3.yaml").string()));
        const auto missing = shelf.named("hall-4");
        QCOMPARE(missing.error().text,
                 std::string("There is no rule profile 'hall-4'; there are 'eu-iec', 'us-nec', 'hall-3', 'house'."));
        const auto design = Design{}.withProfile("hall-3");
        QVERIFY(foundProfileOf(design, (folder.path / "some.colonnade").string()));
        QVERIFY(foundProfileOf(design, "elsewhere.colonnade").error().text.find("key 'profile'") != std::string::npos);
    }

    void circlesAndWrongNamesAreRefused()
    {
        const Folder folder{"circle"};
        folder.write("a.yaml", "format: 1\nprofile: a\nbase: b\ntitle: A\nsummary: ''\n");
        folder.write("b.yaml", "format: 1\nprofile: b\nbase: a\ntitle: B\nsummary: ''\n");
        folder.write("self.yaml", "format: 1\nprofile: self\nbase: self\ntitle: S\nsummary: ''\n");
        folder.write("wrong.yaml", "format: 1\nprofile: right\nbase: us-nec\ntitle: W\nsummary: ''\n");
        folder.write("us.yaml", "format: 1\nprofile: us-nec\nbase: us-nec\ntitle: W\nsummary: ''\n");
        const ProfileShelf shelf{{folder.path}};
        for (const std::string_view name : {"a", "b", "self"}) {
            const auto found = shelf.named(name);
            QVERIFY2(!found && found.error().text.find("is based on itself") != std::string::npos, name.data());
        }
        QVERIFY(shelf.named("wrong").error().text.find("found 'right', expected 'wrong'") != std::string::npos);
        QVERIFY(shelf.named((folder.path / "us.yaml").string()).error().text.find("an id of its own") != std::string::npos);
    }

    void aProfileIsWrittenAsWhatItChanges()
    {
        const std::string text = head
            + "presets: [inference]\nsources: {HOUSE: \"Our own handbook, 2026\"}\n"
              "formulas:\n  OWN-001: {title: \"Power: each\", on: rack-design, formula: power_w / accelerators, unit: W, "
              "warn_above: 1500, error_above: 2000.5, explanation: \"Two lines,\\nwhy not.\", source: [HOUSE, EJ]}\n"
              "rules:\n  PWR-008: {warn_share: 0.8}\n  THM-021: {enabled: false}\n  MEC-005: {at_most: warning}\n";
        const Profile before = mine(text);
        const auto basis = presetOver(profile(), "inference");
        QVERIFY(basis);
        const auto written = profileText(before, *basis);
        QVERIFY2(written, written ? "" : written.error().text.c_str());
        QVERIFY2(mine(*written) == before, written->c_str());
        QCOMPARE(profileText(mine(*written), *basis).value(), *written);
        QVERIFY(written->find("continuous_factor") == std::string::npos);
        QVERIFY(written->find("PWR-001") == std::string::npos);
        Profile changed = before;
        changed.power.continuousFactor = 0.7;
        QVERIFY(!profileText(changed, *basis));
    }

    void theCatalogueListsThemWithTheProfilesValues()
    {
        const Profile profile = mine(withFormula("power_w / accelerators"));
        const RuleSet rules{profile};
        const auto json = nlohmann::json::parse(rulesJson(rules.all(), profile));
        const auto& last = json["rules"].back();
        QCOMPARE(last["id"].get<std::string>(), std::string("OWN-001"));
        QCOMPARE(last["own"].get<bool>(), true);
        QCOMPARE(last["formula"].get<std::string>(), std::string("power_w / accelerators"));
        QCOMPARE(last["parameters"][0]["value"].get<double>(), 2000.0);
        const auto answers = rulesAnswers(R"([{"id": "OWN-001", "in": {"power_w": 24000, "accelerators": 8}}])", "v.json",
                                          {}, profile);
        QVERIFY(answers);
        const auto out = nlohmann::json::parse(*answers)[0]["out"];
        QCOMPARE(out["value"].get<double>(), 3000.0);
        QCOMPARE(out["verdict"].get<std::string>(), std::string("error"));
        for (const auto& on : formulaPlacesForTest())
            QVERIFY(nlohmann::json::parse(factsOfFormulasJson()).contains(on));
    }

    // `UPDATE_GOLDEN=1` writes the list anew.
    void theManualListsTheFactsThatFormulasMayName()
    {
        const std::string path = std::string(COLONNADE_SOURCE_DIR) + "/resources/manual/profiles.md";
        std::ifstream file{path};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        std::string facts = factsOfFormulasMarkdown();
        facts.erase(0, facts.find("## on:"));
        const auto list = text.find("## on:");
        if (qEnvironmentVariableIsSet("UPDATE_GOLDEN"))
            std::ofstream{path} << text.substr(0, list) + facts;
        else
            QVERIFY(list != std::string::npos && text.substr(list) == facts);
    }

    void theProfileOfTheManualIsOne()
    {
        std::ifstream file{std::string(COLONNADE_SOURCE_DIR) + "/resources/manual/profiles.md"};
        std::string yaml;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("    "))
                yaml += line.substr(4) + '\n';
        }
        const auto profile = read(yaml);
        QVERIFY2(profile, profile ? "" : profile.error().text.c_str());
        QVERIFY(profile->formula("OWN-001"));
        QCOMPARE(profile->presets, std::vector<std::string>{"n-plus-1"});
        QVERIFY(!profile->enabled("THM-021"));
    }

    void machinesReadWaiversWithAllThatTheySay()
    {
        const Profile profile =
            mine(withFormula("power_w / accelerators", "W", "rack-design", "error_above: 1000"));
        auto design = waive(small(), {"OWN-001/rack:one", "Ada", "Known and accepted.", "2026-05-01", "", 1.25});
        design = waive(*design, {"PWR-008/feed:su/gone", "Bob", "Long forgotten by all.", "2026-05-02", "2026-12-31", 1.1});
        const Evaluation evaluation = judged(*design, profile);
        const auto json = nlohmann::json::parse(findingsJson(evaluation, "x.colonnade", profile, "mine.yaml"));
        QCOMPARE(json["profile_source"].get<std::string>(), std::string("mine.yaml"));
        const auto own = std::find_if(json["findings"].begin(), json["findings"].end(),
                                      [](const auto& each) { return each["rule"] == "OWN-001"; });
        QVERIFY(own != json["findings"].end());
        QCOMPARE((*own)["title"].get<std::string>(), std::string("Power for each accelerator"));
        QCOMPARE(json["waivers"].size(), std::size_t{2});
        QCOMPARE(json["waivers"][0]["state"].get<std::string>(), std::string("holds"));
        QCOMPARE(json["waivers"][0]["expires"].get<std::string>(), std::string("2026-10-28"));
        QCOMPARE(json["waivers"][1]["state"].get<std::string>(), std::string("orphan"));
        QVERIFY(json["waivers"][1]["value_now"].is_null());
        const auto sarif = nlohmann::json::parse(findingsSarif(evaluation, "x.colonnade", profile, "mine.yaml"));
        const auto& run = sarif["runs"][0];
        const auto& rules = run["tool"]["driver"]["rules"];
        bool suppressed = false, stale = false;
        for (const auto& result : run["results"]) {
            QVERIFY(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
            QVERIFY(!result["partialFingerprints"]["findingKey/v1"].get<std::string>().empty());
            if (result["kind"] != "fail") // SARIF 2.1.0, 3.27.10
                QCOMPARE(result["level"].get<std::string>(), std::string("none"));
            stale = stale || result["ruleId"] == "DQ-003";
            if (!result.contains("suppressions"))
                continue;
            const auto& suppression = result["suppressions"][0];
            suppressed = true;
            QCOMPARE(suppression["kind"].get<std::string>(), std::string("external"));
            QCOMPARE(suppression["status"].get<std::string>(), std::string("accepted"));
            QCOMPARE(suppression["justification"].get<std::string>(), std::string("Ada: Known and accepted."));
            QCOMPARE(suppression["properties"]["author"].get<std::string>(), std::string("Ada"));
            QCOMPARE(suppression["properties"]["value"].get<double>(), 1.25);
        }
        QVERIFY(suppressed && stale);
        const auto ownRule = std::find_if(rules.begin(), rules.end(), [](const auto& each) { return each["id"] == "OWN-001"; });
        QVERIFY(ownRule != rules.end());
        QCOMPARE((*ownRule)["shortDescription"]["text"].get<std::string>(), std::string("Power for each accelerator"));
        for (const auto& rule : rules) {
            QVERIFY(!rule["help"]["text"].get<std::string>().empty());
            QVERIFY(!rule["shortDescription"]["text"].get<std::string>().empty());
        }
    }

private:
    static std::vector<std::string> formulaPlacesForTest() { return {"rack-design", "feed", "pod-design", "hall"}; }
};

QTEST_APPLESS_MAIN(OwnProfilesTest)
#include "tst_OwnProfiles.moc"
