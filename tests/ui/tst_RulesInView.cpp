#include "model/edit/ChainEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/rules/ProfileEdits.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Words.h"
#include "ui/findings/DeltaWords.h"
#include "ui/findings/FindingText.h"
#include "ui/findings/WaiverModel.h"
#include "ui/rules/RuleFilter.h"
#include "ui/rules/RuleModel.h"
#include "ui/workbench/KeyFigures.h"

#include <QChar>
#include <QIODevice>
#include <QLatin1Char>
#include <QStringList>
#include <QTest>

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

using namespace colonnade;
using namespace colonnade::ui;
using model::Finding;
using model::Severity;
using Reporting = QAbstractItemModelTester::FailureReportingMode;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

Finding finding(const char* rule, Severity severity, const char* place = "hall", bool waived = false)
{
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.subjects = {model::Subject::parse(place)};
    finding.waived = waived;
    return finding;
}

Finding measured(double value, double limit, const char* unit)
{
    Finding finding;
    finding.measured = value;
    finding.limit = limit;
    finding.unit = unit;
    return finding;
}

/// As text for comparing, with plain spaces.
QString plain(QString text)
{
    return text.replace(QChar(0xa0), QLatin1Char(' '));
}

const RuleStanding& of(const std::vector<RuleStanding>& all, std::string_view id)
{
    return *std::find_if(all.begin(), all.end(), [&](const RuleStanding& each) { return each.info->id == id; });
}

/// The first finding that a waiver can accept and that measures something.
const Finding& waivable(const Judgement& judgement)
{
    const auto& all = judgement.evaluation->findings;
    return *std::find_if(all.begin(), all.end(), [](const Finding& each) {
        return each.severity != Severity::NotEvaluated && each.measured && each.rule.substr(0, 2) != "DQ";
    });
}

} // namespace

class RulesInViewTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<DesignSession> m_session;

    void wait()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_session->judgementIsCurrent() && !m_session->judging(), patience);
    }
    std::vector<RuleStanding> standings() const
    {
        return ruleStandings(m_session->judgement(), m_session->profile(), m_session->namedProfile());
    }
    void setRule(const char* id, bool on)
    {
        m_session->setProfile(on ? "On" : "Off",
                              model::withRuleEnabled(m_session->profile(), model::rule(id)->info(), on).value());
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
        qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
        // There before the program starts.
        QDir().mkpath(m_home.filePath("colonnade/profiles"));
        QFile kept(m_home.filePath("colonnade/profiles/kept.yaml"));
        QVERIFY(kept.open(QIODevice::WriteOnly));
        kept.write("format: 1\nprofile: kept\nbase: us-nec\ntitle: Kept\nsummary: ''\nrules:\n  PWR-008: {enabled: false}\n");
    }
    void init()
    {
        m_session = std::make_unique<DesignSession>();
        m_session->start(model::loadReference("gb300-nvl72-su").value());
        wait();
    }
    void cleanup()
    {
        m_session->close(true);
        m_session.reset();
    }

    void whatAChangeDoesToTheFindingsIsSaidInOneLine()
    {
        const auto a = finding("PWR-008", Severity::Error, "feed:su/a"), b = finding("PWR-008", Severity::Error, "feed:su/b");
        QCOMPARE(plain(deltaWords({{}, {a, b}})), "Clears PWR-008 ×2, adds nothing");
        QCOMPARE(plain(deltaWords({{}, {}})), "Adds no finding");
        QCOMPARE(plain(deltaWords({{finding("THM-021", Severity::Warning)}, {a}})), "Clears PWR-008, adds THM-021");
        // A note weighs nothing, but is not nothing.
        QCOMPARE(plain(deltaWords({{finding("DQ-002", Severity::Info)}, {a}})), "Clears PWR-008, adds 1 note");
        // The same place, milder.
        QCOMPARE(plain(deltaWords({{finding("PWR-008", Severity::Warning, "feed:su/a")}, {a}})), "Eases PWR-008, adds nothing");
        QCOMPARE(plain(deltaWords({{a}, {finding("PWR-008", Severity::Warning, "feed:su/a")}})), "Worsens PWR-008");
        // What can no longer be judged is not cleared.
        QCOMPARE(plain(deltaWords({{finding("PWR-008", Severity::NotEvaluated, "feed:su/a")}, {a}})),
                 "Leaves 1 place not evaluated");
    }

    void findingsGainedAndLostAreCountedApart()
    {
        const auto gone = finding("PWR-008", Severity::Error), come = finding("THM-021", Severity::Warning);
        const auto counts = moved({{come, finding("DQ-002", Severity::Info)}, {gone, finding("PWR-013", Severity::Warning)}});
        QCOMPARE(counts.gained, 1);
        QCOMPARE(counts.lost, 2);
        const auto change = findingsChange(counts);
        QCOMPARE(plain(change.text), "+1 −2");
        QCOMPARE(change.direction, -1);
        QCOMPARE(change.better, std::optional(false)); // What is new weighs more than what is gone.
        QCOMPARE(findingsChange({0, 1}).better, std::optional(true));
        QCOMPARE(findingsChange({}).text, "±0");
    }

    void aFindingTellsItsMarginInItsOwnUnit()
    {
        const auto over = numbersOf(measured(142000, 132000, "W"));
        QVERIFY(over.over);
        QCOMPARE(plain(over.margin), "10.00 kW over (7.58 %)");
        QCOMPARE(plain(over.line()), "142.0 kW, limit 132.0 kW, 10.00 kW over (7.58 %)");
        QCOMPARE(plain(numbersOf(measured(80, 95, "%")).margin), "15.00 pt left");
        QCOMPARE(numbersOf(measured(5, 5, "K")).margin, "no margin");
        QVERIFY(!numbersOf(measured(8, 0, "U")).share);
        QVERIFY(numbersOf(Finding{}).value.isEmpty());
        // What is counted has no decimals.
        QCOMPARE(plain(numbersOf(measured(22, 0, "figures")).value), "22 figures");
        QCOMPARE(plain(numbersOf(measured(52, 48, "cables")).limit), "48 cables");
        QCOMPARE(numbersOf(measured(1, 0, "")).value, "1");
    }

    void thePathOfANumberLeadsUpToTheSource()
    {
        const auto pod = m_session->design()->podDesigns().begin();
        const auto& feeds = pod->second->arrangement().feeds;
        const auto hanging = std::find_if(feeds.begin(), feeds.end(), [](const model::Feed& feed) { return feed.upstream; });
        model::Design design = *m_session->design();
        model::FeedId below = feeds.front().id, above = feeds.back().id;
        if (hanging != feeds.end()) {
            below = hanging->id;
            above = *hanging->upstream;
        } else {
            model::Feed changed = feeds.front();
            changed.upstream = above;
            design = model::setFeed(design, pod->first, changed).value();
        }
        Finding about = finding("PWR-008", Severity::Error, ("feed:" + pod->first.text() + "/" + below.text()).c_str());
        about.aspect = "L1";
        const auto path = pathOf(design, about);
        QVERIFY(path.size() >= 3);
        QCOMPARE(path[0].subject, std::optional(about.subjects.front()));
        QCOMPARE(path[1].subject->path, pod->first.text() + "/" + above.text());
        QCOMPARE(path.back().name, "L1");
        QVERIFY(!path.back().subject);
    }

    void aRuleStandsByWhatItFoundAndWhereItWasAsked()
    {
        const auto all = standings();
        QCOMPARE(all.size(), model::registry().size());
        QVERIFY(std::is_sorted(all.begin(), all.end(),
                               [](const RuleStanding& a, const RuleStanding& b) { return a.info->id < b.info->id; }));
        int found = 0, applicable = 0, evaluated = 0;
        for (const RuleStanding& each : all) {
            found += each.found + each.waived + each.notEvaluated;
            applicable += each.coverage.applicable;
            evaluated += each.coverage.evaluated;
            QVERIFY(each.state != RuleStanding::State::Pending);
            QVERIFY2(each.coverage.evaluated <= each.coverage.applicable, each.info->id.data());
            QVERIFY(!each.changed);
        }
        QCOMPARE(found, static_cast<int>(m_session->judgement().evaluation->findings.size()));
        // The rules about the run itself, of data quality, are not among the engine's own count.
        QVERIFY(applicable >= m_session->judgement().evaluation->checks);
        QVERIFY(evaluated >= m_session->judgement().evaluation->checksEvaluated);
    }

    void aRuleThatPassesKeepsTheNumbersOfItsNearestPlace()
    {
        const auto& evaluation = *m_session->judgement().evaluation;
        QVERIFY(!evaluation.nearest.empty());
        for (const auto& [rule, nearest] : evaluation.nearest) {
            QCOMPARE(nearest.rule, rule);
            QVERIFY(nearest.utilisation());
            QVERIFY(!nearest.subjects.empty());
        }
    }

    void switchingARuleOffIsOneStepAndTakesItsFindingsAway()
    {
        const std::string id = waivable(m_session->judgement()).rule;
        const DesignRef design = m_session->design();
        QSignalSpy changed(m_session.get(), &DesignSession::profileChanged);
        setRule(id.c_str(), false);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!m_session->judgementIsCurrent());
        QCOMPARE(m_session->design(), design); // The same value: nothing to save.
        QVERIFY(!m_session->isModified());
        wait();
        QCOMPARE(of(standings(), id).state, RuleStanding::State::Off);
        QVERIFY(of(standings(), id).changed);
        for (const auto& each : m_session->judgement().evaluation->findings)
            QVERIFY(each.rule != id);
        m_session->undo();
        wait();
        QVERIFY(of(standings(), id).found > 0);
        QVERIFY(!of(standings(), id).changed);
        m_session->redo();
        QVERIFY(!m_session->profile().enabled(id));
    }

    void anEditKeepsTheChangedRulesAndAnotherProfileDropsThem()
    {
        setRule("PWR-008", false);
        QVERIFY(m_session->apply("Rename", [](const model::Design& d) -> model::Result<model::Design> { return d.named("B"); }));
        QVERIFY(!m_session->profile().enabled("PWR-008"));
        const std::string other = m_session->design()->profile() == "eu-iec" ? "us-nec" : "eu-iec";
        QVERIFY(m_session->apply("Judge by another", [other](const model::Design& d) -> model::Result<model::Design> {
            return d.withProfile(other);
        }));
        QVERIFY(m_session->profile().enabled("PWR-008"));
        m_session->undo();
        QVERIFY(!m_session->profile().enabled("PWR-008"));
        m_session->setProfile("Reset", m_session->namedProfile());
        QVERIFY(&m_session->profile() == &m_session->namedProfile());
    }

    void theProfilesOfThePersonsFolderAreListedBesideTheProgramsOwn()
    {
        QStringList ids;
        for (const auto& each : m_session->profiles())
            ids << words(each->id);
        QVERIFY2(ids.contains("kept") && ids.contains("us-nec") && ids.contains("eu-iec"), qPrintable(ids.join(' ')));
    }

    void changedRulesAreKeptUnderANameAsOneUndoStep()
    {
        setRule("PWR-001", false);
        const auto steps = m_session->history().size();
        QVERIFY(m_session->saveProfileAs("Our house"));
        QCOMPARE(m_session->history().size(), steps + 1);
        QCOMPARE(m_session->design()->profile(), std::string("our-house"));
        QVERIFY(!m_session->profile().enabled("PWR-001"));
        QVERIFY(model::rulesSetOtherwise(m_session->profile(), m_session->namedProfile()).empty());
        const auto all = m_session->profiles();
        QVERIFY(std::any_of(all.begin(), all.end(), [](const auto& each) { return each->id == "our-house" && each->title == "Our house"; }));
        m_session->undo();
        QCOMPARE(m_session->design()->profile(), std::string("us-nec"));
        QVERIFY(!m_session->profile().enabled("PWR-001")); // Still set, on the profile before.
        m_session->redo();
        QCOMPARE(m_session->design()->profile(), std::string("our-house"));
        // A name that is taken leaves everything as it is.
        const auto taken = m_session->saveProfileAs("our house");
        QVERIFY(!taken);
        QCOMPARE(words(taken.error().text), QString("There is a profile 'our-house' already; choose another name."));
        QCOMPARE(m_session->history().size(), steps + 1);
    }

    void aChangedThresholdIsPreviewedBeforeItIsSet()
    {
        const std::string id = waivable(m_session->judgement()).rule;
        m_session->previewProfile("Off", model::withRuleEnabled(m_session->profile(), model::rule(id)->info(), false).value());
        QTRY_VERIFY_WITH_TIMEOUT(m_session->currentPreview() && m_session->currentPreview()->after.evaluation, patience);
        QVERIFY(std::any_of(m_session->currentPreview()->delta.removed.begin(), m_session->currentPreview()->delta.removed.end(),
                            [&](const Finding& each) { return each.rule == id; }));
        m_session->endPreview();
        QVERIFY(m_session->profile().enabled(id));
        QCOMPARE(m_session->history().size(), 1);
    }

    void theEffectOfAnEditIsWorkedOutBesideTheCurrentDesign()
    {
        const Finding target = waivable(m_session->judgement());
        model::Waiver waiver{target.key(), "A. Person", "Accepted for this test", "2026-01-01", "2099-01-01", target.utilisation()};
        QObject asker;
        std::optional<model::FindingDelta> delta;
        m_session->judgeAside([waiver](const model::Design& d) { return model::waive(d, waiver); }, &asker,
                              [&](const DesignSession::Effect& effect) { delta = effect.value(); });
        QTRY_VERIFY_WITH_TIMEOUT(delta.has_value(), patience);
        QVERIFY(std::any_of(delta->removed.begin(), delta->removed.end(), [&](const Finding& each) { return each.key() == target.key(); }));
        QVERIFY(m_session->design()->waivers().empty());
        // Nobody is left to answer, and nothing is answered.
        bool answered = false;
        {
            QObject gone;
            m_session->judgeAside([waiver](const model::Design& d) { return model::waive(d, waiver); }, &gone,
                                  [&](const DesignSession::Effect&) { answered = true; });
        }
        delta.reset();
        m_session->judgeAside([waiver](const model::Design& d) { return model::waive(d, waiver); }, &asker,
                              [&](const DesignSession::Effect& effect) { delta = effect.value(); });
        QTRY_VERIFY_WITH_TIMEOUT(delta.has_value(), patience);
        QVERIFY(!answered);
    }

    void waiversAreListedWithWhatBecameOfThem()
    {
        const Finding target = waivable(m_session->judgement());
        const double now = *target.utilisation();
        const auto waive = [&](const std::string& key, const char* expires, std::optional<double> value) {
            const model::Waiver waiver{key, "A. Person", "Accepted for this test", "2026-01-01", expires, value};
            QVERIFY(m_session->apply("Waive", [waiver](const model::Design& d) { return model::waive(d, waiver); }));
        };
        const auto stateOf = [&](const std::string& key) {
            const auto all = waiverStandings(m_session->judgement(), "2026-06-01");
            const auto found = std::find_if(all.begin(), all.end(), [&](const WaiverStanding& each) { return each.waiver.key == key; });
            return found == all.end() ? WaiverStanding::State::Unjudged : found->state;
        };
        waive(target.key(), "2099-01-01", now);
        waive("PWR-001/su-9/nowhere", "2099-01-01", 1.0);
        wait();
        QCOMPARE(stateOf(target.key()), WaiverStanding::State::Holds);
        QCOMPARE(stateOf("PWR-001/su-9/nowhere"), WaiverStanding::State::Orphan);
        waive(target.key(), "2026-02-01", now);
        wait();
        QCOMPARE(stateOf(target.key()), WaiverStanding::State::Expired);
        waive(target.key(), "2099-01-01", now * 0.9);
        wait();
        QCOMPARE(stateOf(target.key()), WaiverStanding::State::Worse);
        setRule(target.rule.c_str(), false);
        wait();
        QCOMPARE(stateOf(target.key()), WaiverStanding::State::Unjudged);

        WaiverModel model;
        QAbstractItemModelTester tester(&model, Reporting::QtTest);
        model.show(waiverStandings(m_session->judgement(), "2026-06-01"));
        QCOMPARE(model.rowCount(), 2);
        // What asks for something stands first.
        QCOMPARE(model.at(0).state, WaiverStanding::State::Orphan);
        QCOMPARE(model.index(0, WaiverModel::RuleColumn).data().toString(), "PWR-001");
        QCOMPARE(model.index(0, WaiverModel::NowColumn).data().toString(), unknownText());
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void theListOfRulesIsNarrowedByDomainStateAndWords()
    {
        RuleModel rules;
        QAbstractItemModelTester tester(&rules, Reporting::QtTest);
        RuleFilter filter;
        filter.setSourceModel(&rules);
        rules.show(standings());
        const int all = filter.rowCount();
        QCOMPARE(all, static_cast<int>(model::registry().size()));
        filter.setDomain(static_cast<int>(model::Domain::Power));
        for (int row = 0; row < filter.rowCount(); ++row)
            QVERIFY(filter.index(row, 0).data(RuleModel::IdRole).toString().startsWith("PWR-"));
        QVERIFY(filter.rowCount() > 0 && filter.rowCount() < all);
        filter.setDomain({});
        filter.setStates({static_cast<int>(RuleStanding::State::Found)});
        QCOMPARE(filter.rowCount(), rules.count(RuleStanding::State::Found));
        int counted = 0;
        for (const auto state : {RuleStanding::State::Found, RuleStanding::State::NotEvaluated, RuleStanding::State::Passes,
                                 RuleStanding::State::NoPlace, RuleStanding::State::Off})
            counted += rules.count(state);
        QCOMPARE(counted, rules.rowCount());
        RuleStanding partly;
        partly.state = RuleStanding::State::NotEvaluated;
        partly.notEvaluated = 1;
        partly.coverage = {6, 4};
        QCOMPARE(plain(standingWords(partly)), "passes only where it has its inputs; 4 of 6 places evaluated");
        filter.setStates({});
        filter.setText("failover PWR");
        QVERIFY(filter.rowCount() > 0);
        filter.setText("no rule has these words");
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        setRule("PWR-008", false);
        wait();
        rules.show(standings());
        QCOMPARE(rules.count(RuleStanding::State::Off), 1);
        QVERIFY(rules.index(rules.rowOf("PWR-008")).data(RuleModel::ChangedRole).toBool());
    }

    void theTrainingFigureWaitsForTheEstimateInsteadOfDenyingIt()
    {
        Judgement partial = m_session->judgement();
        QVERIFY(partial.estimated);
        partial.estimate.reset();
        partial.estimated = false;
        for (const KeyFigure& figure : keyFigures(partial, m_session->currentRack())) {
            if (figure.id == "training") {
                QVERIFY(figure.pending);
                QVERIFY(figure.note.isEmpty());
            }
        }
    }
};

QTEST_MAIN(RulesInViewTest)
#include "tst_RulesInView.moc"
