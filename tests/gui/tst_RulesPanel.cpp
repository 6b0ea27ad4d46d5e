#include "model/edit/ChainEdits.h"
#include "model/edit/RackEdits.h"
#include "model/rules/ProfileEdits.h"
#include "ui/document/Words.h"
#include "ui/findings/FindingsPanel.h"
#include "ui/findings/WaiverModel.h"
#include "ui/inspector/FindingCard.h"
#include "ui/inspector/InspectorPanel.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/rules/RulePage.h"
#include "ui/rules/RulesPanel.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/PanelDock.h"

#include <QEvent>
#include <QStringLiteral>
#include <QTest>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTemporaryDir>

using namespace colonnade;
using namespace colonnade::ui;
using model::Finding;
using model::Severity;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

} // namespace

class RulesPanelTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    DesignSession& session() { return m_window->session(); }
    template <class T> T* find(const char* name) { return m_window->findChild<T*>(name); }
    void wait()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session().judgementIsCurrent() && !session().judging(), patience);
    }
    const std::vector<Finding>& findings() { return session().judgement().evaluation->findings; }

    /// Selects the first finding of the table that `wanted` accepts; false where there is none.
    template <class Wanted> bool choose(Wanted wanted)
    {
        auto* panel = m_window->findChild<FindingsPanel*>();
        for (std::size_t i = 0; i < findings().size(); ++i) {
            m_window->commands().find("check.next")->trigger();
            if (panel->current() && wanted(*panel->current()))
                return true;
        }
        return false;
    }
    /// Feeds that carry everything, but not when the other side is lost: PWR-008, with a fix.
    void weakenFeeds()
    {
        const auto pod = session().design()->podDesigns().begin()->first;
        const auto feeds = session().design()->podDesign(pod)->arrangement().feeds;
        QVERIFY(session().apply("Weaken the feeds", [pod, feeds](const model::Design& design) -> model::Result<model::Design> {
            model::Result<model::Design> next = design;
            for (model::Feed feed : feeds) {
                feed.rating = feed.rating * 0.7;
                next = model::setFeed(*next, pod, feed);
                if (!next)
                    break;
            }
            return next;
        }));
        wait();
    }
    QString textOf(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label ? label->text() : QString();
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
        qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
    }

    void init()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        wait();
    }

    void cleanup()
    {
        session().close(true);
        m_window.reset();
    }

    void theKeyOpensThePageOfTheSelectedFindingsRule()
    {
        QVERIFY(choose([](const Finding& each) { return each.measured && !each.derivation.empty(); }));
        const auto* finding = m_window->findChild<FindingsPanel*>()->current();
        const QString rule = words(finding->rule);
        m_window->commands().find("check.rules")->trigger();
        QTRY_VERIFY(m_window->findChild<RulesPanel*>()->isVisible());
        QCOMPARE(m_window->findChild<RulesPanel*>()->current(), rule);
        QTRY_VERIFY(textOf("rule-title").startsWith(rule));
        QVERIFY(!textOf("rule-derivation").isEmpty());
        // Every finding of it, each with its place.
        auto* page = m_window->findChild<RulePage*>();
        const auto count = std::count_if(findings().begin(), findings().end(),
                                         [&](const Finding& each) { return words(each.rule) == rule; });
        QCOMPARE(page->findChildren<FindingCard*>().size(), std::min<qsizetype>(count, 12));
        // Its place is selected in the drawing by a click.
        session().clearSelection();
        if (auto* place = page->findChild<QPushButton*>("card-place"); place && place->isEnabled()) {
            place->click();
            QCOMPARE(session().selection().size(), 1U);
        }
    }

    void theRuleOfACardIsALinkToItsPage()
    {
        QVERIFY(choose([](const Finding& each) { return !each.subjects.empty(); }));
        auto* inspector = m_window->findChild<InspectorPanel*>();
        QTRY_VERIFY(inspector->findChild<QPushButton*>("card-rule"));
        auto* link = inspector->findChild<QPushButton*>("card-rule");
        const QString rule = link->text();
        link->click();
        QTRY_VERIFY(textOf("rule-title").startsWith(rule));
    }

    void thePaletteFindsARuleByItsWords()
    {
        auto* palette = m_window->findChild<CommandPalette*>();
        palette->open("# failover loading");
        QVERIFY(palette->count() >= 1);
        QTest::keyClick(palette->findChild<QLineEdit*>("palette-field"), Qt::Key_Return);
        QTRY_VERIFY(textOf("rule-title").contains("failover", Qt::CaseInsensitive));
    }

    void aThresholdIsPreviewedWhileItIsTypedAndSetByEnter()
    {
        m_window->commands().find("check.rules")->trigger();
        m_window->findChild<RulesPanel*>()->showRule("PWR-008");
        QTRY_VERIFY(find<NumberEdit>("threshold-warn_share"));
        auto* edit = find<NumberEdit>("threshold-warn_share");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, "1 %");
        QVERIFY(session().currentPreview());
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(session().profile().parameter("PWR-008", "warn_share"), 0.01);
        QVERIFY(!session().currentPreview());
        QCOMPARE(session().history().size(), 2);
        wait();
        QVERIFY(std::any_of(findings().begin(), findings().end(), [](const Finding& each) { return each.rule == "PWR-008"; }));
        // It says so, and leads back.
        QTRY_VERIFY(find<QPushButton>("rule-reset"));
        QVERIFY(find<QWidget>("rules-changes")->isVisible());
        QVERIFY(textOf("profile").contains("1"));
        find<QPushButton>("rule-reset")->click();
        QVERIFY(&session().profile() == &session().namedProfile());
        QTRY_VERIFY(!find<QWidget>("rules-changes")->isVisible());
    }

    void aRuleIsSwitchedOffByItsBoxAndOnAgainByUndo()
    {
        m_window->findChild<RulesPanel*>()->showRule("PWR-008");
        m_window->commands().find("check.rules")->trigger();
        m_window->findChild<RulesPanel*>()->showRule("PWR-008");
        QTRY_VERIFY(find<QCheckBox>("rule-on"));
        find<QCheckBox>("rule-on")->click();
        QVERIFY(!session().profile().enabled("PWR-008"));
        m_window->commands().find("edit.undo")->trigger();
        QVERIFY(session().profile().enabled("PWR-008"));
        // What protects life is asked about twice.
        QCOMPARE(session().profile().id, std::string("us-nec"));
        m_window->findChild<RulesPanel*>()->showRule("PWR-001");
        QTRY_VERIFY(textOf("rule-title").startsWith("PWR-001"));
        find<QCheckBox>("rule-on")->click();
        QVERIFY(session().profile().enabled("PWR-001"));
        QVERIFY(find<QWidget>("rule-confirm")->isVisible());
        find<QPushButton>("rule-off-anyway")->click();
        QVERIFY(!session().profile().enabled("PWR-001"));
    }

    void theListOfFixesShowsEachEffectAndAppliesByEnter()
    {
        weakenFeeds();
        QVERIFY(choose([](const Finding& each) { return each.rule == "PWR-008" && !each.fixes.empty(); }));
        const DesignRef before = session().design();
        m_window->commands().find("check.fixes")->trigger();
        auto* menu = find<QMenu>("fix-menu");
        QVERIFY(menu && menu->isVisible());
        QVERIFY(session().currentPreview()); // The first one, without the mouse.
        QTRY_VERIFY_WITH_TIMEOUT(!menu->actions().first()->text().endsWith("\t…"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(session().currentPreview()->after.evaluation, patience);
        const QString effect = menu->actions().first()->text().section('\t', 1);
        QTRY_COMPARE(m_window->findChild<FiguresStrip*>()->verdict().reason, effect);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(session().design() != before);
        QCOMPARE(session().history().size(), 3);
        QVERIFY(!session().currentPreview());
        m_window->commands().find("edit.undo")->trigger();
        QCOMPARE(session().design(), before);
    }

    void nothingMakesTheInspectorWiderThanItsPanel()
    {
        auto* inspector = m_window->findChild<InspectorPanel*>();
        const auto tooWide = [&] {
            auto* scroll = inspector->findChild<QScrollArea*>();
            QString wide;
            if (!scroll || scroll->widget()->minimumSizeHint().width() <= scroll->viewport()->width())
                return wide;
            for (const QWidget* each : scroll->widget()->findChildren<QWidget*>()) {
                const int least = each->minimumWidth() > 0 ? each->minimumWidth() : each->minimumSizeHint().width();
                if (least > 110)
                    wide += QStringLiteral("%1 %2 %3; ").arg(each->metaObject()->className(), each->objectName()).arg(least);
            }
            return wide;
        };
        for (const char* rack : {"gb300", "ib-1", "eth"}) {
            session().select({model::Subject::rack(rack)});
            QTRY_VERIFY(inspector->findChild<QLineEdit*>());
            QVERIFY2(tooWide().isEmpty(), qPrintable(tooWide()));
        }
        QVERIFY(choose([](const Finding& each) { return each.rule == "PWR-013"; }));
        QTRY_VERIFY(inspector->findChild<QPushButton*>("card-fix"));
        QVERIFY2(tooWide().isEmpty(), qPrintable(tooWide()));
    }

    void aFixOnACardIsPreviewedByTheKeyboard()
    {
        weakenFeeds();
        QVERIFY(choose([](const Finding& each) { return !each.fixes.empty(); }));
        auto* inspector = m_window->findChild<InspectorPanel*>();
        QTRY_VERIFY(inspector->findChild<QPushButton*>("card-fix"));
        QTRY_VERIFY_WITH_TIMEOUT(inspector->findChild<QLabel*>("card-effect")
                                     && inspector->findChild<QLabel*>("card-effect")->text() != QStringLiteral("…"),
                                 patience);
        auto* fix = inspector->findChild<QPushButton*>("card-fix");
        QFocusEvent comes(QEvent::FocusIn, Qt::TabFocusReason), goes(QEvent::FocusOut, Qt::TabFocusReason);
        QApplication::sendEvent(fix, &comes);
        QVERIFY(session().currentPreview());
        QCOMPARE(session().currentPreview()->title, words(m_window->findChild<FindingsPanel*>()->current()->fixes.front().text));
        QApplication::sendEvent(fix, &goes);
        QVERIFY(!session().currentPreview());
    }

    void theStripHoldsItsCellsForTwoFramesWhileADragMovesOn()
    {
        auto* strip = m_window->findChild<FiguresStrip*>();
        const auto* rack = session().design()->rackDesigns().find(model::RackDesignId::literal("gb300"))->second.get();
        const auto device = model::DeviceId::literal("m2"); // Blanking panels above it give way.
        const auto tryOut = [&](int by) {
            session().preview(QStringLiteral("Move by %1").arg(by), [id = rack->id(), device, by](const model::Design& design) {
                return model::stepDevices(design, id, std::vector{device}, by);
            });
        };
        const auto pending = [&] {
            return std::count_if(strip->figures().begin(), strip->figures().end(), [](const KeyFigure& each) { return each.pending; });
        };
        tryOut(1);
        QVERIFY(!session().currentPreview()->refusal);
        QVERIFY(pending() > 0); // Nothing is known of the first place yet.
        QTRY_VERIFY_WITH_TIMEOUT(session().currentPreview()->after.estimated, patience);
        QCOMPARE(pending(), 0);
        QVERIFY(strip->verdict().answered);
        // The next place: no cell blinks, but the title is that of the new place at once.
        tryOut(2);
        QVERIFY(!session().currentPreview()->after.evaluation);
        QCOMPARE(pending(), 0);
        QVERIFY(strip->verdict().answered);
        QCOMPARE(strip->verdict().title, "Move by 2");
        QTRY_VERIFY_WITH_TIMEOUT(session().currentPreview()->after.estimated, patience);
        QCOMPARE(pending(), 0);
        session().endPreview();
        QCOMPARE(pending(), 0);
    }

    void aWaiverIsGivenListedAndRemoved()
    {
        QVERIFY(choose([](const Finding& each) { return each.severity == Severity::Warning && each.rule.substr(0, 2) != "DQ"; }));
        const Finding target = *m_window->findChild<FindingsPanel*>()->current();
        m_window->commands().find("check.waive")->trigger();
        auto* dialog = find<QDialog>("waive-dialog");
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        auto* accept = dialog->findChild<QPushButton*>("waive-accept");
        QVERIFY(!accept->isEnabled());
        dialog->findChild<QPlainTextEdit*>("waive-reason")->setPlainText("Too short");
        QVERIFY(!accept->isEnabled());
        dialog->findChild<QPlainTextEdit*>("waive-reason")->setPlainText("Accepted for the pilot hall by the owner");
        dialog->findChild<QLineEdit*>("waive-author")->setText("A. Person");
        if (auto* confirmed = dialog->findChild<QCheckBox*>("waive-confirmed"))
            confirmed->setChecked(true);
        QVERIFY(accept->isEnabled());
        accept->click();
        QTRY_COMPARE(session().design()->waivers().size(), 1U);
        QCOMPARE(session().design()->waivers().front().value, target.utilisation());
        wait();
        m_window->commands().find("check.waivers")->trigger();
        auto* table = find<QTableView>("waivers-table");
        QTRY_VERIFY(table->isVisible());
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, WaiverModel::StateColumn).data().toString(), word(WaiverStanding::State::Holds));
        table->setCurrentIndex(table->model()->index(0, WaiverModel::ReasonColumn));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(session().design()->waivers().empty());
        QVERIFY(!session().design()->rackDesigns().empty()); // Not what was selected in the drawing.
        session().undo();
        QCOMPARE(session().design()->waivers().size(), 1U);
    }

    void theKeyboardKeepsChangedRulesUnderAName()
    {
        m_window->commands().find("check.rules")->trigger();
        QTRY_VERIFY(m_window->findChild<RulesPanel*>()->isVisible());
        auto* command = m_window->commands().find("check.saveProfile");
        QVERIFY(!command->isEnabled()); // Nothing to keep.
        session().setProfile("Switch off", model::withRuleEnabled(session().profile(), model::rule("PWR-008")->info(), false).value());
        wait();
        QVERIFY(command->isEnabled());
        auto* keep = find<QPushButton>("rules-save");
        QTRY_VERIFY(keep->isVisible());
        QVERIFY(keep->focusPolicy() & Qt::TabFocus);
        keep->setFocus();
        QTest::keyClick(keep, Qt::Key_Space);
        auto* dialog = find<QDialog>("profile-dialog");
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>("profile-name");
        auto* accept = dialog->findChild<QPushButton*>("profile-accept");
        auto* note = dialog->findChild<QLabel*>("profile-note");
        QCOMPARE(dialog->focusWidget(), name);
        QVERIFY(!accept->isEnabled());
        QTest::keyClicks(name, "US NEC");
        QVERIFY(!accept->isEnabled());
        QCOMPARE(note->text(), QString("There is a profile 'us-nec' already; choose another name."));
        name->clear();
        QTest::keyClicks(name, "Our house");
        QVERIFY(accept->isEnabled());
        QVERIFY2(note->text().endsWith("colonnade/profiles/our-house.yaml"), qPrintable(note->text()));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(session().design()->profile(), std::string("our-house"));
        QTRY_VERIFY(!keep->isVisible());
        QVERIFY(!command->isEnabled());
    }

    void aCardNamesAProfilesOwnRuleByItsTitle()
    {
        model::Profile house = session().profile();
        house.id = "own-rule";
        house.title = "Own rule";
        model::FormulaRule formula;
        formula.id = "OWN-001";
        formula.title = "Power for each accelerator";
        formula.formula = "power_w / accelerators";
        formula.unit = "W";
        formula.errorAbove = 1;
        house.formulas = {formula};
        session().addProfile(house);
        QVERIFY(session().apply("Judge by it", [](const model::Design& design) -> model::Result<model::Design> {
            return design.withProfile("own-rule");
        }));
        wait();
        const auto own = std::find_if(findings().begin(), findings().end(), [](const Finding& each) { return each.rule == "OWN-001"; });
        QVERIFY(own != findings().end());
        const FindingCard card(session(), *own, FindingCard::Head::Rule);
        QCOMPARE(card.findChild<QLabel*>("card-title")->text(), QString("Power for each accelerator"));
    }

    void whatProtectsLifeIsConfirmedASecondTime()
    {
        // A threshold that PWR-001 cannot but pass over.
        session().setProfile("Lower it", model::withThreshold(session().profile(), model::rule("PWR-001")->info(), "warn_share", 0.01).value());
        wait();
        QVERIFY(choose([](const Finding& each) { return each.rule == "PWR-001" && each.severity == Severity::Warning; }));
        m_window->commands().find("check.waive")->trigger();
        auto* dialog = find<QDialog>("waive-dialog");
        QVERIFY(dialog);
        dialog->findChild<QPlainTextEdit*>("waive-reason")->setPlainText("The authority has accepted it in writing");
        dialog->findChild<QLineEdit*>("waive-author")->setText("A. Person");
        auto* accept = dialog->findChild<QPushButton*>("waive-accept");
        QVERIFY(!accept->isEnabled());
        dialog->findChild<QCheckBox*>("waive-confirmed")->setChecked(true);
        QVERIFY(accept->isEnabled());
        dialog->reject();
    }
};

QTEST_MAIN(RulesPanelTest)
#include "tst_RulesPanel.moc"
