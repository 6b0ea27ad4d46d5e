#include "model/exchange/ProfileReader.h"
#include "model/exchange/ProfileSaving.h"
#include "model/rules/ProfileEdits.h"

#include <QByteArray>
#include <QFileInfo>
#include <QIODevice>
#include <QStringList>
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace colonnade::model;

namespace {

const RuleInfo& of(std::string_view id)
{
    return rule(id)->info();
}

Profile changedOn(const Profile& named)
{
    const Profile off = withRuleEnabled(named, of("THM-021"), false).value();
    return withThreshold(off, of("PWR-008"), "warn_share", 0.8).value();
}

} // namespace

/// Keeping changed rules under a name, in the person's folder.
class ProfileSavingTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_home;
    Profile m_us = carriedProfile("us-nec").value();

    [[nodiscard]] QStringList files() const
    {
        return QDir(m_home->filePath("colonnade/profiles")).entryList(QDir::Files | QDir::Hidden);
    }
    void put(const char* file, const std::string& text) const
    {
        QDir().mkpath(QFileInfo(m_home->filePath(file)).path());
        QFile out(m_home->filePath(file));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QByteArray::fromStdString(text));
    }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_home->path().toUtf8());
    }

    void aSavedProfileIsFoundByItsNameAndSaysTheSame()
    {
        const Profile changed = changedOn(m_us);
        const auto saved = saveProfile({changed, m_us, " Our house, Hall 3 ", {}});
        QVERIFY2(saved, saved ? "" : saved.error().text.c_str());
        QCOMPARE(saved->profile.id, std::string("our-house-hall-3"));
        QCOMPARE(saved->profile.title, std::string("Our house, Hall 3"));
        QCOMPARE(files(), QStringList{"our-house-hall-3.yaml"});
        const auto again = profileNamed("our-house-hall-3");
        QVERIFY2(again, again ? "" : again.error().text.c_str());
        QVERIFY(*again == saved->profile);
        QVERIFY(again->rules == changed.rules);
        QCOMPARE(again->base, std::string("us-nec"));
        QVERIFY(!again->enabled("THM-021"));
        QCOMPARE(again->parameter("PWR-008", "warn_share"), 0.8);
        const auto ids = ProfileShelf{profileFolders()}.ids();
        QVERIFY(std::find(ids.begin(), ids.end(), "our-house-hall-3") != ids.end());
    }

    void presetsAndOwnProfilesCanBeChangedFurther()
    {
        const Profile redundant = profileNamed("us-nec+n-plus-1").value();
        const auto first = saveProfile({changedOn(redundant), redundant, "First", {}});
        QVERIFY2(first, first ? "" : first.error().text.c_str());
        QCOMPARE(first->profile.presets, std::vector<std::string>{"n-plus-1"});
        const Profile changed = withRuleEnabled(first->profile, of("PWR-001"), false).value();
        const auto second = saveProfile({changed, first->profile, "Second", {}});
        QVERIFY2(second, second ? "" : second.error().text.c_str());
        QCOMPARE(second->profile.base, std::string("first"));
        const Profile read = profileNamed("second").value();
        QVERIFY(!read.enabled("PWR-001") && !read.enabled("THM-021"));
        QVERIFY(read.rules == changed.rules);
    }

    // Another design would not find what lies beside this one.
    void whatIsChangedOnAProfileBesideADesignRestsOnTheBaseOfThat()
    {
        put("designs/hall.yaml", "format: 1\nprofile: hall\nbase: us-nec\ntitle: Hall\nsummary: ''\n"
                                 "rules:\n  PWR-008: {warn_share: 0.7}\n");
        const std::string design = m_home->filePath("designs/x.colonnade").toStdString();
        const Profile hall = ProfileShelf{profileFolders(design)}.named("hall")->profile;
        const auto saved = saveProfile({withRuleEnabled(hall, of("THM-021"), false).value(), hall, "Everywhere", design});
        QVERIFY2(saved, saved ? "" : saved.error().text.c_str());
        const auto read = profileNamed("everywhere"); // Without the design.
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QCOMPARE(read->base, std::string("us-nec"));
        QCOMPARE(read->parameter("PWR-008", "warn_share"), 0.7);
        QVERIFY(!read->enabled("THM-021"));
        QCOMPARE(newProfileId("Hall", design).error().text,
                 std::string("There is a profile 'hall' already; choose another name."));
    }

    void aNameThatIsTakenOrNoneIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("empty") << "  " << "A profile needs a name.";
        QTest::newRow("the program's") << "US NEC" << "There is a profile 'us-nec' already; choose another name.";
        QTest::newRow("broken file") << "Broken" << "There is a profile 'broken' already; choose another name.";
        QTest::newRow("signs") << "../+" << "The name '../+' has no letter from a to z and no digit, by which its file would be called.";
        QTest::newRow("long") << QString(81, 'a') << "The name '" + QString(40, 'a') + QString::fromUtf8("…' is longer than 80 bytes.");
        QTest::newRow("control") << QString("a\nb") << "The name 'a\\u{a}b' has signs in it that cannot be shown.";
    }
    void aNameThatIsTakenOrNoneIsRefusedInOneSentence()
    {
        QFETCH(QString, name);
        QFETCH(QString, sentence);
        put("colonnade/profiles/broken.yaml", "{");
        const auto saved = saveProfile({changedOn(m_us), m_us, name.toStdString(), {}});
        QVERIFY(!saved);
        QCOMPARE(QString::fromStdString(saved.error().text), sentence);
        QCOMPARE(files(), QStringList{"broken.yaml"});
    }

    void whatNoFileCanSayLeavesNoFile()
    {
        Profile changed = m_us;
        changed.power.continuousFactor = 0.7;
        QVERIFY(!saveProfile({changed, m_us, "Mine", {}}));
        QVERIFY(files().isEmpty());
    }

    void aFolderThatCannotBeMadeIsNamed()
    {
        put("colonnade", "a file where the folder would be");
        const auto saved = saveProfile({changedOn(m_us), m_us, "Mine", {}});
        QVERIFY(!saved);
        QVERIFY2(saved.error().text.find("colonnade/profiles") != std::string::npos, saved.error().text.c_str());
    }
};

QTEST_APPLESS_MAIN(ProfileSavingTest)
#include "tst_ProfileSaving.moc"
