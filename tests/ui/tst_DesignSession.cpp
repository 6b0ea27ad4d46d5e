#include "model/edit/RackEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "ui/document/DesignSession.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QByteArray>
#include <QDir>
#include <QIODevice>
#include <QTest>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

model::Design reference()
{
    return model::loadReference("gb300-nvl72-su").value();
}

Edit renamed(const char* name)
{
    return [name = std::string(name)](const model::Design& design) -> model::Result<model::Design> {
        return design.named(name);
    };
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class DesignSessionTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    }

    void beginsWithADesignThatNeedsNoSaving()
    {
        DesignSession session;
        QVERIFY(session.design());
        QVERIFY(!session.isModified());
        QVERIFY(!session.canUndo());
        QCOMPARE(session.history().size(), 1);
    }

    void undoBringsBackTheVerySameDesign()
    {
        DesignSession session;
        session.start(reference());
        const DesignRef before = session.design();
        QVERIFY(session.apply("Rename", renamed("Other")));
        QCOMPARE(session.undoName(), QString("Rename"));
        QVERIFY(session.isModified());
        session.undo();
        QCOMPARE(session.design(), before);
        QVERIFY(!session.isModified());
        session.redo();
        QCOMPARE(session.design()->name(), std::string("Other"));
    }

    void aRefusedEditLeavesNoStepAndSaysWhy()
    {
        DesignSession session;
        session.start(reference());
        const auto done = session.apply("Impossible", [](const model::Design&) -> model::Result<model::Design> {
            return model::fail("It cannot be done.");
        });
        QVERIFY(!done);
        QCOMPARE(done.error().text, std::string("It cannot be done."));
        QCOMPARE(session.history().size(), 1);
    }

    void anEditThatChangesNothingLeavesNoStep()
    {
        DesignSession session;
        session.start(reference());
        QVERIFY(session.apply("Nothing", [](const model::Design& d) -> model::Result<model::Design> { return d; }));
        QVERIFY(!session.canUndo());
    }

    void aNewStepForgetsWhatCouldBeDoneAgain()
    {
        DesignSession session;
        session.start(reference());
        QVERIFY(session.apply("One", renamed("One")));
        session.undo();
        QVERIFY(session.apply("Two", renamed("Two")));
        QVERIFY(!session.canRedo());
        QCOMPARE(session.history().size(), 2);
    }

    void theRulesAnswerForTheNewestDesign()
    {
        DesignSession session;
        session.start(reference());
        QTRY_VERIFY_WITH_TIMEOUT(session.judgementIsCurrent() && !session.judging(), patience);
        QVERIFY(session.judgement().evaluation->rulesEvaluated > 0);
        QVERIFY(session.judgement().estimate);
        QVERIFY(session.judgement().power);
        QVERIFY(session.apply("Rename", renamed("Other")));
        QVERIFY(!session.judgementIsCurrent());
        QTRY_VERIFY_WITH_TIMEOUT(session.judgementIsCurrent(), patience);
    }

    void aPreviewIsRefusedAtOnceAndJudgedShortly()
    {
        DesignSession session;
        session.start(reference());
        QTRY_VERIFY_WITH_TIMEOUT(session.judgementIsCurrent(), patience);
        session.preview("No", [](const model::Design&) -> model::Result<model::Design> {
            return model::fail("Taken.");
        });
        QVERIFY(session.currentPreview()->refusal);
        const Subject rack = session.currentRack();
        const auto* design = rackDesignOf(*session.design(), rack);
        const std::vector<model::DeviceId> first{design->devices().front().id};
        session.preview("Without one", inRack(session, rack, [first](const auto& d, const auto& id) {
                            return model::removeDevices(d, id, first);
                        }));
        QVERIFY(!session.currentPreview()->refusal);
        QTRY_VERIFY_WITH_TIMEOUT(session.currentPreview()->after.evaluation, patience);
        QVERIFY(!session.canUndo());
        session.endPreview();
        QVERIFY(!session.currentPreview());
    }

    void selectingADeviceShowsItsRack()
    {
        DesignSession session;
        session.start(reference());
        std::vector<Subject> racks;
        model::forEachInstance(*session.design()->hall(), [&](const model::Instance& instance) {
            if (instance.rack())
                racks.push_back(Subject::instance(instance.path));
        });
        QVERIFY(racks.size() > 2);
        const auto* design = rackDesignOf(*session.design(), racks[2]);
        const Subject device = Subject::instance(racks[2].path + '/' + design->devices().front().id.text());
        session.select({device, device});
        QCOMPARE(session.selection().size(), std::size_t{1});
        QCOMPARE(session.currentRack().text(), racks[2].text());
    }

    void whatIsDeletedLeavesTheSelection()
    {
        DesignSession session;
        session.start(reference());
        const Subject rack = session.currentRack();
        const auto* design = rackDesignOf(*session.design(), rack);
        const auto id = design->devices().front().id;
        session.select({Subject::instance(rack.path + '/' + id.text())});
        const std::vector<model::DeviceId> gone{id};
        QVERIFY(session.apply("Delete", inRack(session, rack, [gone](const auto& d, const auto& r) {
                                  return model::removeDevices(d, r, gone);
                              })));
        QVERIFY(session.selection().empty());
        session.undo();
        QVERIFY(rackDesignOf(*session.design(), rack)->device(id));
    }

    void onlyThisMakesTheRackUniqueInTheSameStep()
    {
        DesignSession session;
        session.start(reference());
        const Subject rack = session.currentRack();
        const auto before = rackDesignOf(*session.design(), rack)->id();
        const int placed = session.design()->placementsOf(before);
        QVERIFY(placed > 1);
        session.setScope(DesignSession::Scope::OnlyThis);
        const std::vector<model::DeviceId> gone{rackDesignOf(*session.design(), rack)->devices().front().id};
        QVERIFY(session.apply("Delete", inRack(session, rack, [gone](const auto& d, const auto& r) {
                                  return model::removeDevices(d, r, gone);
                              })));
        QCOMPARE(session.design()->placementsOf(before), placed - 1);
        QVERIFY(rackDesignOf(*session.design(), rack)->id() != before);
        QCOMPARE(session.history().size(), 2);
    }

    void savesWhatItOpenedByteForByteAfterUndo()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.colonnade");
        DesignSession session;
        session.start(reference());
        QVERIFY(session.saveAs(path));
        const QByteArray first = bytesOf(path);
        QVERIFY(!first.isEmpty());
        QVERIFY(session.apply("Rename", renamed("Other")));
        QVERIFY(session.isModified());
        session.undo();
        QVERIFY(!session.isModified());
        QVERIFY(session.save());
        QCOMPARE(bytesOf(path), first);
        session.close(true);
        QVERIFY(session.open(path));
        QCOMPARE(session.title(), QString("a.colonnade"));
    }

    void refusesToSaveOverAFileThatSomebodyElseHasChanged()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.colonnade");
        DesignSession session;
        session.start(reference());
        QVERIFY(session.saveAs(path));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("format: 1\n...\n");
        }
        QVERIFY(session.apply("Rename", renamed("Other")));
        QVERIFY(!session.save());
        QCOMPARE(session.lastSave(), model::Saved::Changed);
        QVERIFY(session.isModified());
        QVERIFY(session.saveAnyway());
        QVERIFY(!session.isModified());
    }

    void aSecondSessionGetsTheFileReadOnly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.colonnade");
        DesignSession first;
        first.start(reference());
        QVERIFY(first.saveAs(path));
        DesignSession second;
        QVERIFY(second.open(path));
        QVERIFY(second.isReadOnly());
        // Nor is it saved over by its own name, or by another one that leads to it.
        const QByteArray bytes = bytesOf(path);
        QVERIFY(second.apply("Rename", renamed("Mine")));
        QVERIFY(!second.saveAs(path));
        const QString alias = folder.filePath("alias.colonnade");
        QVERIFY(QFile::link(path, alias));
        QVERIFY(!second.saveAs(alias));
        QCOMPARE(bytesOf(path), bytes);
        second.undo();
        QVERIFY(!second.readOnlyReason().isEmpty());
        QVERIFY(!second.save());
        first.close(true);
    }

    void aDamagedFileLeavesTheOpenDesignUntouched()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("bad.colonnade");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(",");
        file.close();
        DesignSession session;
        session.start(reference());
        const DesignRef before = session.design();
        const auto opened = session.open(path);
        QVERIFY(!opened);
        QVERIFY(QString::fromStdString(opened.error().text).contains("bad.colonnade"));
        QCOMPARE(session.design(), before);
    }

    void unsavedWorkCanBeHadBackAfterTheProgramEnded()
    {
        DesignSession session;
        session.start(reference());
        QVERIFY(session.apply("Rename", renamed("Kept")));
        session.flush();
        // The folder is there while the owner lives, and so is no candidate; it goes with the document.
        const QDir recovery(m_home.path() + "/colonnade/recovery");
        QVERIFY(!recovery.entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
        session.close(true);
        QVERIFY(recovery.entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    }
};

QTEST_MAIN(DesignSessionTest)
#include "tst_DesignSession.moc"
