#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QByteArray>
#include <QIODevice>
#include <QJsonValue>
#include <QList>
#include <QProcessEnvironment>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

namespace {

struct Answer {
    int code = -1;
    QString out, err;
};

Answer run(const QStringList& arguments, const QByteArray& locale = "C.UTF-8")
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", locale);
    environment.remove("DISPLAY");
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(COLONNADE_BINARY), arguments);
    if (!program.waitForFinished(120'000))
        return {};
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAllStandardOutput()), QString::fromUtf8(program.readAllStandardError())};
}

QJsonObject object(const Answer& answer)
{
    return QJsonDocument::fromJson(answer.out.toUtf8()).object();
}

} // namespace

/// The contract of the command line, seen from outside. No display is needed for any of this.
class CommandLineTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"}) {
            const Answer made = run({"new", "--from", name, "-o", design(name)});
            QVERIFY2(made.code == 0, qPrintable(made.err));
        }
    }

    void networksLeaveForEveryTool()
    {
        const QString folder = m_folder.filePath("cabling");
        for (const char* kind : {"dot", "slurm", "nvidia-p2p", "topo"}) {
            const Answer out = run({"export", design("dgx-h100-superpod-su"), "--to", kind, "-o", "-"});
            QVERIFY2(out.code == 0, qPrintable(out.err));
            QVERIFY2(out.out.size() > 200, kind); // Slurm names ranges of nodes.
        }
        QCOMPARE(run({"export", design("dgx-h100-superpod-su"), "--to", "csv", "--spares", "2", "--naming", "tia-606", "-o", folder}).code, 0);
        for (const char* file : {"cables.csv", "port-maps.csv", "cut-sheet-racks.csv", "cut-sheet-walks.csv", "stock.csv"})
            QVERIFY2(QFile::exists(folder + "/" + file), file);
        QVERIFY(run({"export", design("dgx-h100-superpod-su"), "--to", "csv", "-o", "-"}).out.startsWith("Cable ID,Label A,Label B,"));
        QCOMPARE(run({"export", design("mi355x-128-ethernet"), "--to", "netbox", "-o", m_folder.filePath("netbox")}).code, 0);
        QVERIFY(QFile::exists(m_folder.filePath("netbox/cables.csv")));
        QCOMPARE(run({"export", design("mi355x-128-ethernet"), "--to", "netbox", "-o", "-"}).code, 2);
        QCOMPARE(run({"export", design("mi355x-128-ethernet"), "--to", "topo", "-o", "-"}).code, 2); // Nothing of it is InfiniBand.
        QCOMPARE(run({"export", design("mi355x-128-ethernet"), "--to", "dot", "--fabric", "nothing", "-o", "-"}).code, 2);
    }

    void cablesInPlaceAreComparedWithTheDesign()
    {
        const QString built = m_folder.filePath("built.csv");
        QCOMPARE(run({"export", design("dgx-h100-superpod-su"), "--to", "nvidia-p2p", "-o", built}).code, 0);
        const Answer same = run({"import", "--from", "p2p", built, "--compare", design("dgx-h100-superpod-su"), "--format", "json"});
        QVERIFY2(same.code == 0, qPrintable(same.err));
        QCOMPARE(object(same)["cables_as_designed"], object(same)["cables"]);

        QFile file{built};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QList<QByteArray> lines = file.readAll().split('\n');
        file.close();
        lines.removeAt(7); // One cable of the first fibres is not there.
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lines.join('\n'));
        file.close();
        const Answer less = run({"import", "--from", "p2p", built, "--compare", design("dgx-h100-superpod-su"), "--format", "json"});
        QCOMPARE(less.code, 1);
        QCOMPARE(object(less)["counts"].toObject()["missing"].toInt(), 1);
        QCOMPARE(object(less)["differences"].toArray().size(), 1);

        const QString taken = m_folder.filePath("taken.colonnade");
        const Answer import = run({"import", "--from", "p2p", built, "-o", taken});
        QVERIFY2(import.code == 0, qPrintable(import.err));
        const QJsonArray fabrics = object(run({"fabric", taken, "--format", "json"}))["fabrics"].toArray();
        QCOMPARE(fabrics.size(), 1);
        QCOMPARE(run({"import", "--from", "p2p", m_folder.filePath("none.csv")}).code, 2);
        QCOMPARE(run({"import", "--from", "excel", built}).code, 2);
    }

    void measuredRunsComeInAndStandBesideTheEstimate()
    {
        const QString runs = m_folder.filePath("runs.csv"), measured = m_folder.filePath("measured.colonnade");
        QFile file{runs};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("workload,date,source,iteration_s\nllama-3-70b,2026-11-22,bench 7,8.5\nllama-3-70b,2026-11-22,bench 7,fast\n");
        file.close();
        const Answer import = run({"import", "--from", "measurements", runs, design("dgx-h100-superpod-su"), "-o", measured});
        QCOMPARE(import.code, 1); // One was not taken.
        QVERIFY2(import.err.contains("line 3, column 'iteration_s': found 'fast'") && import.err.contains("1 of 2"), qPrintable(import.err));
        const Answer answer = run({"estimate", measured, "--format", "json"});
        QVERIFY2(answer.code == 0, qPrintable(answer.err));
        const QJsonObject one = object(answer)["measured"].toArray().first().toObject();
        const QJsonObject figure = one["figures"].toArray().first().toObject();
        const double step = object(answer)["estimate"].toObject()["step_s"].toDouble();
        QCOMPARE(figure["key"].toString(), QStringLiteral("iteration_s"));
        QCOMPARE(figure["estimated"].toDouble(), step);
        QVERIFY(std::abs(figure["deviation_pct"].toDouble() - 100 * (8.5 / step - 1)) < 1e-9);
        QVERIFY(object(answer)["calibration"].isNull());
        QVERIFY(run({"estimate", measured}).out.contains("deviation, %"));
        QCOMPARE(run({"import", "--from", "measurements", runs}).code, 2);
        QCOMPARE(run({"import", "--from", "p2p", runs, design("dgx-h100-superpod-su")}).code, 2);
    }

    void everySubcommandHasHelpWithAnExample()
    {
        for (const char* command : {"new", "check", "facts", "fabric", "estimate", "fail", "export", "import", "render", "catalog", "rules", "schema"}) {
            const Answer help = run({command, "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains("Example: colonnade " + QString(command)), command);
        }
    }

    void namesTheReferenceDesigns()
    {
        const Answer list = run({"new", "--list"});
        QCOMPARE(list.code, 0);
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"})
            QVERIFY(list.out.contains(name));
    }

    void everyReferencePassesItsCheck_data() { eachDesign(); }
    void everyReferencePassesItsCheck()
    {
        QFETCH(QString, name);
        const Answer check = run({"check", design(name), "--canonical"});
        QVERIFY2(check.code == 0, qPrintable(check.out + check.err));
    }

    void aCheckAnswersInJson()
    {
        const Answer check = run({"check", design("gb300-nvl72-su"), "--format", "json"});
        QCOMPARE(check.code, 0);
        const QJsonObject all = object(check);
        QCOMPARE(all["counts"].toObject()["error"].toInt(-1), 0);
        QVERIFY(!all["findings"].toArray().isEmpty());
        for (const QJsonValue& finding : all["findings"].toArray()) {
            for (const char* key : {"key", "rule", "severity", "waived", "subjects", "measured", "limit", "unit", "message", "fixes"})
                QVERIFY2(finding.toObject().contains(key), key);
        }
    }

    void aCheckAnswersInSarif()
    {
        const QJsonObject sarif = object(run({"check", design("gb300-nvl72-su"), "--format", "sarif"}));
        QCOMPARE(sarif["version"].toString(), QString("2.1.0"));
        QVERIFY(!sarif["runs"].toArray().first().toObject()["results"].toArray().isEmpty());
    }

    void aWorseDesignEndsWithOne()
    {
        // The feeds of the pod are made too small by hand.
        QFile file(design("gb300-nvl72-su"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("rating_a: 2000"));
        QFile worse(m_folder.filePath("worse.colonnade"));
        QVERIFY(worse.open(QIODevice::WriteOnly));
        worse.write(QByteArray(text).replace("rating_a: 2000", "rating_a: 500"));
        worse.close();
        const Answer check = run({"check", worse.fileName()});
        QCOMPARE(check.code, 1);
        QVERIFY(check.out.contains("PWR-008"));
        QCOMPARE(run({"check", worse.fileName(), "--fail-on", "never"}).code, 0);
    }

    void factsAgreeWithASumByHand()
    {
        // 8 racks of 132 kW with nine tenths to liquid; totals of the racks and of the design agree.
        const QJsonObject all = object(run({"facts", design("gb300-nvl72-su"), "--format", "json"}));
        double air = 0, liquid = 0;
        int gb300 = 0;
        for (const QJsonValue& value : all["racks"].toArray()) {
            const QJsonObject rack = value.toObject();
            air += rack["heat_air_w"].toDouble();
            liquid += rack["heat_liquid_w"].toDouble();
            if (rack["rack_design"].toString() == "gb300") {
                ++gb300;
                QCOMPARE(rack["power_w"].toDouble(), 132000.0);
                QVERIFY(std::abs(rack["heat_liquid_w"].toDouble() - 118800) < 1e-6);
                QVERIFY(std::abs(rack["heat_air_w"].toDouble() - 13200) < 1e-6);
                QCOMPARE(rack["free_units"].toDouble(), 11.0); // 48 - 18 - 9 - 8 - 2
            }
        }
        QCOMPARE(gb300, 8);
        QVERIFY(std::abs(liquid - 8 * 118800) < 1e-6);
        QVERIFY(std::abs(all["totals"].toObject()["heat_liquid_w"].toDouble() - liquid) < 1e-6);
        // The two CDUs are no racks; what they draw becomes heat of the room.
        QVERIFY(all["totals"].toObject()["heat_air_w"].toDouble() > air);
    }

    void factsOfAPartAreThose()
    {
        const QJsonObject rack = object(run({"facts", design("dgx-h100-superpod-su"), "su-1/a01", "--format", "json"}));
        QCOMPARE(rack["power_w"].toDouble(), 40800.0);
        const Answer nothing = run({"facts", design("dgx-h100-superpod-su"), "su-1/zz"});
        QCOMPARE(nothing.code, 2);
        QVERIFY2(nothing.err.contains("zz"), qPrintable(nothing.err));
    }

    void anEstimateAddsUp_data() { eachDesign(); }
    void anEstimateAddsUp()
    {
        QFETCH(QString, name);
        const Answer answer = run({"estimate", design(name), "--format", "json"});
        QVERIFY2(answer.code == 0, qPrintable(answer.err));
        const QJsonObject estimate = object(answer)["estimate"].toObject();
        double sum = 0;
        for (const QJsonValue& part : estimate["breakdown_s"].toObject())
            sum += part.toDouble();
        QVERIFY(estimate["step_s"].toDouble() > 0);
        QVERIFY(std::abs(sum - estimate["step_s"].toDouble()) < 1e-9 * sum);
        QVERIFY(estimate["mfu"].toDouble() > 0.05 && estimate["mfu"].toDouble() < 1);
        QVERIFY(estimate["fits"].toBool());
    }

    void whatIsFreeIsChosenWithTheLayout()
    {
        const QString path = design("gb300-nvl72-su");
        const auto estimate = [&](const QStringList& more) {
            const Answer answer = run(QStringList{"estimate", path, "--workload", "llama-3-405b", "--format", "json"} + more);
            if (answer.code != 0)
                qWarning("%s", qPrintable(answer.err));
            return object(answer)["estimate"].toObject();
        };
        const QJsonObject found = estimate({"--search"});
        const QJsonObject chosen = estimate({"--search", "--free", "recompute,schedule,microbatch"});
        QVERIFY(found["choice"]["free"].toArray().isEmpty());
        QCOMPARE(chosen["choice"]["free"].toArray(), (QJsonArray{"recompute", "schedule", "microbatch"}));
        QCOMPARE(chosen["choice"]["precision"], found["choice"]["precision"]);
        QVERIFY(chosen["layout"]["searched"].toBool());
        QVERIFY(chosen["tokens_per_s"].toDouble() >= found["tokens_per_s"].toDouble());
        // In the layout that the workload names, where it names one.
        QVERIFY(estimate({"--free", "recompute"})["tokens_per_s"].toDouble() >= estimate({})["tokens_per_s"].toDouble());
        QVERIFY(run({"estimate", path, "--search", "--free", "microbatch"}).out.contains("Left free, and found: microbatches of "));
        QVERIFY(run({"estimate", "--help"}).out.contains("--free"));
    }

    void aSearchListsTheBestLayoutsWithWhatEachLosesBy()
    {
        const QString path = design("gb300-nvl72-su");
        for (const QString workload : {"llama-3-405b", "deepseek-v3-serving"}) {
            const QStringList arguments{"estimate", path, "--workload", workload};
            const QJsonObject found = object(run(arguments + QStringList{"--search", "--format", "json"}));
            const QJsonArray best = found["best_layouts"].toArray();
            QVERIFY2(best.size() > 1 && best.size() <= 10, qPrintable(workload));
            const QJsonObject first = best[0].toObject();
            QVERIFY(first["why_it_loses"].toString().isEmpty());
            for (qsizetype i = 1; i < best.size(); ++i)
                QVERIFY(best[i].toObject()["why_it_loses"].toString().endsWith('.'));
            // The estimate is of the first.
            const QJsonObject estimate = (found.contains("serving") ? found["serving"] : found["estimate"]).toObject();
            QCOMPARE(first["degrees"].toObject()["tensor"], estimate["layout"].toObject()["tensor"]);
            QCOMPARE(first["tokens_per_s_per_accelerator"], estimate["tokens_per_s_per_accelerator"]);
            QVERIFY(estimate["tokens_per_s_per_mw"].toDouble() > 0);
            QVERIFY(std::abs(estimate["tokens_per_s_per_mw"].toDouble() * estimate["energy_j_per_token"].toDouble() / 1e6 - 1) < 1e-9);
            QVERIFY(run(arguments + QStringList{"--search"}).out.contains("why it loses"));
            QVERIFY(!object(run(arguments + QStringList{"--format", "json"})).contains("best_layouts"));
        }
    }

    void aRunWithoutADesignIsEstimatedFromItsCase()
    {
        const QString path = m_folder.filePath("product.yaml");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hardware_peaks: {H100: {bf16_tflops: 989, hbm_GBps: 3350}}\n"
                   "oracles: {id: one, kind: gemm, hardware: H100, model: {n: 4096, k: 4096}, precision: bf16, ask: [m_us], at: [4096]}\n");
        file.close();
        const Answer answer = run({"estimate", "--case", path, "--format", "json"});
        QVERIFY2(answer.code == 0, qPrintable(answer.err));
        const QJsonArray table = object(answer)["answer"].toObject()["m_us"].toArray();
        QVERIFY(std::abs(table[0].toArray()[1].toDouble() - 174) < 10); // 174.3 us were measured
        QVERIFY(run({"estimate", "--case", path}).out.contains("m_us at 4,096"));
        QCOMPARE(run({"estimate"}).code, 2);
        QCOMPARE(run({"estimate", design("gb300-nvl72-su"), "--case", path}).code, 2);
        QCOMPARE(run({"estimate", "--case", m_folder.filePath("none.yaml")}).code, 2);
    }

    void rulesAnswerVectors()
    {
        QFile vector(m_folder.filePath("vector.json"));
        QVERIFY(vector.open(QIODevice::WriteOnly));
        vector.write(R"([{"id": "PWR-001", "in": {"S_VA": 5300, "V": 208, "I_br": 30, "k": 0.8}}])");
        vector.close();
        const Answer answer = run({"rules", "--with", vector.fileName()});
        QVERIFY2(answer.code == 0, qPrintable(answer.err));
        const QJsonObject out
            = QJsonDocument::fromJson(answer.out.toUtf8()).array().first().toObject()["out"].toObject();
        QVERIFY(std::abs(out["I_A"].toDouble() - 25.4808) < 1e-3);
        QCOMPARE(out["verdict"].toString(), QString("error"));
    }

    void wrongUseAndUnreadableInputEndWithTwoAndASentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString none = m_folder.filePath("none.colonnade");
        QTest::newRow("no such file") << QStringList{"check", none};
        QTest::newRow("a folder") << QStringList{"check", m_folder.path()};
        QTest::newRow("no such option") << QStringList{"check", "--nonsense", design("gb300-nvl72-su")};
        QTest::newRow("no such format") << QStringList{"check", design("gb300-nvl72-su"), "--format", "xml"};
        QTest::newRow("no such profile") << QStringList{"check", design("gb300-nvl72-su"), "--profile", "nowhere"};
        QTest::newRow("no such reference") << QStringList{"new", "--from", "nothing"};
        QTest::newRow("no such rule") << QStringList{"rules", "ABC-001"};
        QTest::newRow("no such part") << QStringList{"catalog", "show", "nothing"};
        QTest::newRow("no such schema") << QStringList{"schema", "nothing"};
        QTest::newRow("no such workload") << QStringList{"estimate", design("gb300-nvl72-su"), "--workload", "x"};
        QTest::newRow("no such choice") << QStringList{"estimate", design("gb300-nvl72-su"), "--free", "colour"};
        QTest::newRow("not of serving") << QStringList{"estimate", design("gb300-nvl72-su"), "--workload", "deepseek-v3-serving", "--free", "schedule"};
        QTest::newRow("nothing asked") << QStringList{"new"};
    }
    void wrongUseAndUnreadableInputEndWithTwoAndASentence()
    {
        QFETCH(QStringList, arguments);
        const Answer answer = run(arguments);
        QCOMPARE(answer.code, 2);
        QVERIFY(answer.err.startsWith("colonnade: "));
        QVERIFY(answer.out.isEmpty());
    }

    void anOutputOfAnotherKindIsNotOverwritten()
    {
        QFile notes(m_folder.filePath("notes.txt"));
        QVERIFY(notes.open(QIODevice::WriteOnly));
        notes.write("mine");
        notes.close();
        QCOMPARE(run({"new", "--from", "gb300-nvl72-su", "-o", notes.fileName()}).code, 2);
        QVERIFY(notes.open(QIODevice::ReadOnly));
        QCOMPARE(notes.readAll(), QByteArray("mine"));
    }

    void theCatalogIsListedShownAndChecked()
    {
        const QJsonArray parts = object(run({"catalog", "list", "--format", "json"}))["parts"].toArray();
        QVERIFY(parts.size() >= 349);
        QVERIFY(run({"catalog", "show", "nvidia-qm9700"}).out.contains("1.72"));
        QFile bad(m_folder.filePath("bad.yaml"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("format: 1\nparts:\n- id: x\n  colour: red\n...\n");
        bad.close();
        const Answer check = run({"catalog", "check", bad.fileName()});
        QCOMPARE(check.code, 2);
        QVERIFY2(check.err.contains("line 4"), qPrintable(check.err));
    }

    void aFailureTellsWhatIsLost()
    {
        // 4 of 8 shelves of 33 kW carry 132 kW: nothing is lost with a feed; with a shelf more, one rack.
        const Answer feed = run({"fail", design("gb300-nvl72-su"), "feed:su/bus-a", "--format", "json"});
        QCOMPARE(feed.code, 0);
        QCOMPARE(object(feed)["accelerators_lost"].toObject()["total"].toDouble(-1), 0.0);
        const Answer rack = run({"fail", design("gb300-nvl72-su"), "su-1/bus-a", "su-1/a04/ps2", "--format", "json"});
        QCOMPARE(rack.code, 0);
        const QJsonObject lost = object(rack);
        QCOMPARE(lost["accelerators_lost"].toObject()["power"].toDouble(), 72.0);
        QCOMPARE(lost["largest_job"].toInt(), 504);
        QCOMPARE(lost["dark"].toArray().first().toObject()["path"].toString(), QString("su-1/a04"));
        QCOMPARE(lost["dark"].toArray().first().toObject()["reason"].toString(), QString("shelves-too-weak"));
        // The layout of this design's training is searched: what it comes to on fewer accelerators is for the estimate.
        const QJsonObject goodput = lost["goodput"].toArray().first().toObject();
        const double normally = goodput["normally"].toObject()["goodput"].toDouble();
        QVERIFY2(normally > 0.5 && normally < 1, qPrintable(QString::number(normally)));
        QVERIFY(goodput["now"].isNull());
        QCOMPARE(goodput["missing"].toArray().first().toString(), QString("a layout for the accelerators that are left"));
        // The exit code on wish.
        QCOMPARE(run({"fail", design("gb300-nvl72-su"), "su-1/a04", "--fail-on", "lost"}).code, 1);
        QCOMPARE(run({"fail", design("gb300-nvl72-su"), "su-1/a04", "--fail-on", "overload"}).code, 0);
        const Answer text = run({"fail", design("gb300-nvl72-su"), "su-1/a04"});
        QVERIFY2(text.out.contains("Failed: A04, SU-1 (su-1/a04)") && text.out.contains("72 of 576"), qPrintable(text.out));
    }

    void everySingleFailureIsListedWorstFirst()
    {
        for (const QStringList& more : {QStringList{}, QStringList{"--all"}}) {
            const Answer list = run(QStringList{"fail", design("dgx-h100-superpod-su"), "--format", "json"} + more);
            QCOMPARE(list.code, 0);
            const QJsonArray all = object(list)["single_failures"].toArray();
            QVERIFY(all.size() > 10);
            double before = 1e9;
            for (const QJsonValue& one : all) {
                const double lost = one.toObject()["accelerators_lost"].toObject()["total"].toDouble();
                QVERIFY(lost <= before);
                before = lost;
            }
        }
    }

    void aPathThatNamesNothingIsRefusedWithTheNearest()
    {
        const Answer wrong = run({"fail", design("gb300-nvl72-su"), "su-1/a44"});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains("'a44'") && wrong.err.contains("'a04'"), qPrintable(wrong.err));
        QCOMPARE(run({"fail", design("gb300-nvl72-su"), "su-1/a04", "--all"}).code, 2);
    }

    void aNetworkIsBuiltFromACase()
    {
        const QString file = m_folder.filePath("case.yaml"), links = m_folder.filePath("links.csv");
        write(file, "id: one\nfamily: fat-tree-2tier\ninputs: {switch_ports: 36, endpoints: 108}\n");
        const Answer built = run({"fabric", "--case", file, "--links", links, "--format", "json"});
        QVERIFY2(built.code == 0, qPrintable(built.err));
        const QJsonObject answer = object(built);
        QCOMPARE(answer["id"].toString(), QString("one"));
        QCOMPARE(answer["answer"].toObject()["switches"].toObject()["total"].toInt(), 9);
        QFile csv(links);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 1 + 108 + 108);
        QVERIFY(run({"fabric", "--case", file}).out.contains("links_per_leaf_spine_pair"));
    }

    void aCaseThatCannotBeBuiltIsAnItemAndNotTheEnd()
    {
        const QString file = m_folder.filePath("cases.yaml");
        write(file, "oracles:\n- {id: no, family: slim-fly, inputs: {q: 28}}\n"
                    "- {id: yes, family: slim-fly, inputs: {q: 5}}\n");
        const Answer answer = run({"fabric", "--case", file, "--format", "json"});
        QCOMPARE(answer.code, 0);
        const QJsonArray items = object(answer)["answers"].toArray();
        QCOMPARE(items.size(), 2);
        QVERIFY(items[0].toObject()["error"].toString().contains("q = 27 and q = 29"));
        QVERIFY(!items[1].toObject().contains("error"));
        QCOMPARE(run({"fabric", "--case", file, "--links", m_folder.filePath("two.csv")}).code, 2);
        QCOMPARE(run({"fabric", "--case", m_folder.filePath("none.yaml")}).code, 2);
    }

    void theFabricsOfADesignAreListedOrOneByName()
    {
        const Answer all = run({"fabric", design("gb300-nvl72-su"), "--format", "json"});
        QVERIFY2(all.code == 0, qPrintable(all.err));
        const QJsonArray fabrics = object(all)["fabrics"].toArray();
        QVERIFY(fabrics.size() > 1);
        const QString name = fabrics[0].toObject()["fabric"].toString().section('/', -1);
        const Answer one = run({"fabric", design("gb300-nvl72-su"), name, "--format", "json"});
        QVERIFY(!object(one)["fabrics"].toArray().isEmpty());
        QCOMPARE(object(one)["fabrics"].toArray()[0], fabrics[0]);
        QCOMPARE(run({"fabric", design("gb300-nvl72-su"), "nothing"}).code, 2);
        QCOMPARE(run({"fabric"}).code, 2);
    }

    void everySchemaIsPrinted()
    {
        const Answer list = run({"schema"});
        QCOMPARE(list.code, 0);
        for (const char* name : {"as-built", "check", "facts", "fabric", "estimate", "measurements", "rules", "catalog", "package"}) {
            QVERIFY2(list.out.contains(name), name);
            QVERIFY2(!object(run({"schema", name})).isEmpty(), name);
        }
    }

private:
    static void eachDesign()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"})
            QTest::newRow(name) << QString(name);
    }
    static void write(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] QString design(const QString& name) const { return m_folder.filePath(name + ".colonnade"); }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(CommandLineTest)
#include "tst_CommandLine.moc"
