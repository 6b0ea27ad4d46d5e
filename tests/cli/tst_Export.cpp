#include "tests/support/Locales.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtEndian>
#include <QByteArray>
#include <QIODevice>
#include <QLatin1StringView>
#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

namespace {

struct Answer {
    int code = -1;
    QByteArray out, err;
};

using Variables = QMap<QString, QString>;

Answer run(const QString& program, const QStringList& arguments, const Variables& variables = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1StringView{display});
    for (auto variable = variables.begin(); variable != variables.end(); ++variable)
        environment.insert(variable.key(), variable.value());
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(240'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Answer program(const QStringList& arguments, const Variables& variables = {})
{
    return run(QStringLiteral(COLONNADE_BINARY), arguments, variables);
}

QString reference(const char* name)
{
    return QStringLiteral(COLONNADE_SOURCE_DIR "/resources/designs/%1.colonnade").arg(QLatin1StringView{name});
}

QByteArray bytesOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

const std::initializer_list<const char*> references{"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"};

} // namespace

/// Packages and pictures, seen from outside: no display, no clock, nothing of the machine.
class ExportTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString m_locales;
    [[nodiscard]] QString at(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] Variables speaking(const char* locale) const
    {
        return {{"LC_ALL", QLatin1StringView{locale}}, {"LOCPATH", m_locales}};
    }

    /// Validates a file by python3-jsonschema, which is no code of ours.
    void validate(const QString& schema, const QString& document)
    {
        static const QString script = QStringLiteral("import json, sys, jsonschema\n"
                                                     "schema = json.load(open(sys.argv[1]))\n"
                                                     "jsonschema.Draft202012Validator.check_schema(schema)\n"
                                                     "errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2]))))\n"
                                                     "for error in errors[:5]: print(error.json_path, error.message[:300])\n"
                                                     "sys.exit(1 if errors else 0)\n");
        const QString file = QStringLiteral(COLONNADE_SOURCE_DIR "/resources/schema/%1.schema.json").arg(schema);
        const Answer answer = run(QStringLiteral("python3"), {QStringLiteral("-c"), script, file, document});
        QVERIFY2(answer.code == 0, (schema.toUtf8() + ": " + answer.out + answer.err).constData());
    }

    /// Runs a command that writes JSON and validates what it says.
    void validateOutput(const QString& schema, const QStringList& arguments)
    {
        const Answer answer = program(arguments);
        QVERIFY2(answer.code == 0 || answer.code == 1, answer.err.constData());
        const QString path = at(schema + QStringLiteral(".json"));
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(answer.out);
        file.close();
        validate(schema, path);
    }

private slots:
    void initTestCase()
    {
        m_locales = colonnade::test::builtLocales(m_folder.path());
        QVERIFY2(!m_locales.isEmpty(), "localedef (package locales) cannot build de_DE and tr_TR");
    }

    void packagesAreValidAgainstTheirSchema()
    {
        for (const char* name : references) {
            const QString path = at(QStringLiteral("%1.json").arg(QLatin1StringView{name}));
            const Answer answer = program({"export", reference(name), "--to", "json", "--date", "2026-11-22", "-o", path});
            QVERIFY2(answer.code == 0, answer.err.constData());
            validate(QStringLiteral("package"), path);
        }
    }

    void aPackageInAFolderHasTheTablesThatItNames()
    {
        const QString folder = at("package/");
        const Answer answer = program({"export", reference("gb300-nvl72-su"), "--to", "json", "--date", "2026-11-22", "--spares", "2", "-o", folder});
        QVERIFY2(answer.code == 0, answer.err.constData());
        validate(QStringLiteral("package"), folder + "package.json");
        const QByteArray json = bytesOf(folder + "package.json");
        for (const char* name : {"cables.csv", "port-maps.csv", "cut-sheet-racks.csv", "cut-sheet-walks.csv", "stock.csv"}) {
            const QByteArray table = bytesOf(folder + name);
            QVERIFY2(!table.isEmpty(), name);
            QVERIFY2(json.contains(QCryptographicHash::hash(table, QCryptographicHash::Sha256).toHex()), name);
        }
        QVERIFY(bytesOf(folder + "stock.csv").startsWith("Part,Vendor,Model,Kind,Length m,Count,Spares,Total\r\n"));
    }

    /// Unpacked by python3's zipfile and read as XML, which is no code of ours.
    void aWorkbookHasTheTablesOfThePackage()
    {
        static const QString script = QStringLiteral("import sys, zipfile, xml.etree.ElementTree as tree\n"
                                                     "name = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'\n"
                                                     "book = zipfile.ZipFile(sys.argv[1])\n"
                                                     "assert book.testzip() is None\n"
                                                     "sheets = tree.fromstring(book.read('xl/workbook.xml')).find(name + 'sheets')\n"
                                                     "for number, sheet in enumerate(sheets, 1):\n"
                                                     "    page = tree.fromstring(book.read('xl/worksheets/sheet%d.xml' % number))\n"
                                                     "    assert not list(page.iter(name + 'f')), 'a formula'\n"
                                                     "    print(sheet.get('name'), len(list(page.iter(name + 'row'))) - 1, sep='=')\n");
        const QString design = reference("gb300-nvl72-su"), path = at("book.xlsx"), again = at("again.xlsx");
        const Answer written = program({"export", design, "--to", "xlsx", "--date", "2026-11-22", "-o", path});
        QVERIFY2(written.code == 0, written.err.constData());
        QVERIFY(bytesOf(path).startsWith("PK"));
        const Answer read = run(QStringLiteral("python3"), {QStringLiteral("-c"), script, path});
        QVERIFY2(read.code == 0, read.err.constData());
        QMap<QByteArray, int> rows;
        for (const QByteArray& line : read.out.trimmed().split('\n'))
            rows.insert(line.split('=').value(0), line.split('=').value(1).toInt());
        QCOMPARE(rows.size(), 7);
        const QByteArray cables = program({"export", design, "--to", "csv", "-o", "-"}).out;
        QCOMPARE(rows["Cabling"], static_cast<int>(cables.count("\r\n")) - 1);
        for (const char* name : {"Summary", "Bill of materials", "Power", "Cable stock", "Findings", "Estimates"})
            QVERIFY2(rows.value(name) > 0, name);
        QCOMPARE(program({"export", design, "--to", "xlsx", "--date", "2026-11-22", "-o", again}, speaking("de_DE.UTF-8")).code, 0);
        QVERIFY(bytesOf(again) == bytesOf(path));
    }

    void aFloorLeavesAsBinaryGltf()
    {
        const QString design = reference("gb300-nvl72-su"), path = at("floor.glb");
        const Answer written = program({"export", design, "--to", "glb", "-o", path});
        QVERIFY2(written.code == 0, written.err.constData());
        const QByteArray bytes = bytesOf(path);
        QVERIFY(bytes.startsWith("glTF"));
        QCOMPARE(qFromLittleEndian<quint32>(bytes.constData() + 8), static_cast<quint32>(bytes.size()));
        QVERIFY(bytes.contains("\"su-1/a04\"") && !bytes.contains("nan"));
        QVERIFY(program({"export", design, "--to", "glb", "-o", "-"}, speaking("de_DE.UTF-8")).out == bytes);
    }

    void aPackageComesBackAsItsDesign()
    {
        for (const char* name : references) {
            const QString package = at(QStringLiteral("back-%1.json").arg(QLatin1StringView{name})), design = at(QStringLiteral("back-%1.colonnade").arg(QLatin1StringView{name}));
            QCOMPARE(program({"export", reference(name), "--to", "json", "--date", "2026-11-22", "-o", package}).code, 0);
            const Answer back = program({"import", "--from", "package", package, "-o", design});
            QVERIFY2(back.code == 0, back.err.constData());
            QVERIFY2(back.err.contains("Taken: The design ") && back.err.contains("all agree"), back.err.constData());
            QVERIFY(!bytesOf(design).isEmpty() && bytesOf(design) == program({"new", "--from", name, "-o", "-"}).out);
        }
        QByteArray changed = bytesOf(at("back-mi355x-128-ethernet.json"));
        changed.replace("\"revision\": \"A\"", "\"revision\": \"B\"");
        QFile file{at("changed.json")};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(changed);
        file.close();
        const Answer told = program({"import", "--from", "package", file.fileName(), "-o", at("changed.colonnade")});
        QCOMPARE(told.code, 1);
        QVERIFY2(told.err.contains("Differs: /package/id: the package has "), told.err.constData());
        QVERIFY(bytesOf(at("changed.colonnade")) == bytesOf(at("back-mi355x-128-ethernet.colonnade")));
    }

    void listsOfOneFabricLeaveByTheCommandLine()
    {
        const Answer all = program({"export", reference("gb300-nvl72-su"), "--to", "csv", "-o", "-"});
        const Answer one = program({"export", reference("gb300-nvl72-su"), "--to", "csv", "--fabric", "compute", "--naming", "tia-606", "-o", "-"});
        QCOMPARE(one.code, 0);
        QVERIFY(one.out.count('\n') > 1 && one.out.count('\n') < all.out.count('\n'));
        QCOMPARE(program({"export", reference("gb300-nvl72-su"), "--to", "csv", "--fabric", "nothing", "-o", "-"}).code, 2);
    }

    void theReportOnCablesInPlaceIsValidAgainstItsSchema()
    {
        const QString built = at("built.csv");
        QVERIFY(program({"export", reference("mi355x-128-ethernet"), "--to", "nvidia-p2p", "-o", built}).code == 0);
        validateOutput("as-built", {"import", "--from", "p2p", built, "--compare", reference("mi355x-128-ethernet"), "--format", "json"});
        QFile file{built};
        QVERIFY(file.open(QIODevice::Append));
        file.write("ghost,Host,1,nobody,Switch,1,,,,,,,\r\n");
        file.close();
        validateOutput("as-built", {"import", "--from", "p2p", built, "--compare", reference("mi355x-128-ethernet"), "--format", "json"});
    }

    void answersAreValidAgainstTheirSchemas()
    {
        for (const char* name : references) {
            validateOutput("check", {"check", reference(name), "--format", "json"});
            validateOutput("facts", {"facts", reference(name), "--format", "json"});
            validateOutput("estimate", {"estimate", reference(name), "--format", "json"});
            validateOutput("estimate", {"estimate", reference(name), "--search", "--format", "json"});
            validateOutput("fail", {"fail", reference(name), "--format", "json"});
        }
        validateOutput("estimate", {"estimate", "--case", QStringLiteral(COLONNADE_SOURCE_DIR "/tests/data/kernel-oracles.yaml"), "--format", "json"});
        for (const QStringList& more : {QStringList{}, QStringList{"--search"}})
            validateOutput("estimate", QStringList{"estimate", reference("gb300-nvl72-su"), "--workload", "deepseek-v3-serving", "--format", "json"} + more);
        validateOutput("facts", {"facts", reference("gb300-nvl72-su"), "su-1", "--format", "json"});
        validateOutput("facts", {"facts", reference("gb300-nvl72-su"), "su-1/a04", "--format", "json"});
        validateOutput("facts", {"facts", reference("gb300-nvl72-su"), "su-1/a04/c5", "--format", "json"});
        validateOutput("facts", {"facts", reference("gb300-nvl72-su"), "su-1/cdu-1", "--format", "json"});
        validateOutput("fail", {"fail", reference("gb300-nvl72-su"), "su-1/bus-a", "su-1/cdu-1", "su-1/n01/leaf1", "--format", "json"});
        validateOutput("rules", {"rules", "--format", "json"});
        validateOutput("catalog", {"catalog", "list", "--format", "json"});
    }

    void schemasArePrinted()
    {
        const Answer list = program({"schema"});
        for (const char* name : {"catalog", "check", "estimate", "facts", "fail", "package", "rules"}) {
            QVERIFY(list.out.split('\n').contains(name));
            QVERIFY(program({"schema", name}).out.startsWith("{\n"));
        }
    }

    void thePdfIsTheSameInEveryLocaleAndKnowsNothingOfTheMachine()
    {
        const Variables canaries{{"USER", "canaryuser"}, {"LOGNAME", "canaryuser"}, {"HOSTNAME", "canaryhost"}, {"TZ", "Pacific/Chatham"}};
        QByteArray first;
        for (const char* locale : {"C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"}) {
            Variables variables = canaries;
            variables.insert(speaking(locale));
            const QString home = at(QStringLiteral("canaryhome"));
            QDir{}.mkpath(home);
            variables.insert("HOME", home);
            const QString path = at(QStringLiteral("canaryfolder-%1.pdf").arg(QLatin1StringView{locale}));
            const Answer answer = program({"export", reference("mi355x-128-ethernet"), "--to", "pdf", "--date", "2026-11-22", "-o", path}, variables);
            QVERIFY2(answer.code == 0, answer.err.constData());
            const QByteArray bytes = bytesOf(path);
            QVERIFY(bytes.startsWith("%PDF-"));
            if (first.isEmpty())
                first = bytes;
            QVERIFY(bytes == first);
            const QByteArray text = run(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}).out;
            QVERIFY(text.size() > 10'000);
            QVERIFY(!text.contains("canary") && !bytes.contains("canary"));
            const QByteArray info = run(QStringLiteral("pdfinfo"), {path}).out;
            QVERIFY(!info.contains("canary"));
        }
    }

    void theSameJsonInEveryLocale()
    {
        QByteArray first;
        for (const char* locale : {"C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"}) {
            const Answer answer = program({"export", reference("gb300-nvl72-su"), "--to", "json", "--date", "2026-11-22", "-o", "-"},
                                            speaking(locale));
            QCOMPARE(answer.code, 0);
            if (first.isEmpty())
                first = answer.out;
            QVERIFY(answer.out == first);
        }
        QVERIFY(!first.isEmpty());
    }

    void theSameAnswersInEveryLocale()
    {
        const QString design = reference("mi355x-128-ethernet");
        for (const QStringList& arguments :
             {QStringList{"check", design}, QStringList{"check", design, "--format", "sarif"}, QStringList{"facts", design},
              QStringList{"facts", design, "--format", "json"}, QStringList{"estimate", design},
              QStringList{"estimate", design, "--format", "json"}, QStringList{"rules", "--format", "json"},
              QStringList{"catalog", "list", "--format", "json"}, QStringList{"new", "--from", "mi355x-128-ethernet"}}) {
            const Answer plain = program(arguments, speaking("C.UTF-8"));
            QVERIFY(plain.out.size() > 500);
            for (const char* locale : {"de_DE.UTF-8", "tr_TR.UTF-8"})
                QVERIFY2(program(arguments, speaking(locale)).out == plain.out, qPrintable(arguments.join(' ')));
        }
    }

    void drawsEveryViewWithoutADisplay()
    {
        const QString design = reference("gb300-nvl72-su");
        for (const char* view : {"floor", "rack", "charts", "power", "cooling", "fabric"}) {
            const QString png = at(QStringLiteral("%1.png").arg(QLatin1StringView{view})), svg = at(QStringLiteral("%1.svg").arg(QLatin1StringView{view}));
            const Answer drawn = program({"render", design, "--view", view, "--size", "1200x800", "-o", png});
            QVERIFY2(drawn.code == 0, drawn.err.constData());
            QVERIFY(bytesOf(png).startsWith("\x89PNG"));
            const Answer vector = program({"render", design, "--view", view, "--dark", "-o", svg});
            QVERIFY2(vector.code == 0, vector.err.constData());
            QXmlStreamReader reader{bytesOf(svg)};
            while (!reader.atEnd())
                reader.readNext();
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        }
    }

    void viewsLeaveAsVectorPictures()
    {
        const QString design = reference("gb300-nvl72-su"), folder = at("views/");
        const Answer all = program({"export", design, "--to", "svg", "-o", folder});
        QVERIFY2(all.code == 0, all.err.constData());
        for (const char* name : {"floor.svg", "power.svg", "cooling.svg", "fabric.svg", "charts.svg"}) {
            const QByteArray picture = bytesOf(folder + name);
            QVERIFY2(!picture.isEmpty(), name);
            QXmlStreamReader reader{picture};
            while (!reader.atEnd())
                reader.readNext();
            QVERIFY2(!reader.hasError(), name);
        }
        QVERIFY(!QDir{folder}.entryList({"rack-*.svg"}).isEmpty());
        const Answer floor = program({"export", design, "--to", "svg", "-o", "-"}), rendered = program({"render", design, "--view", "floor", "-o", at("as-rendered.svg")});
        QCOMPARE(floor.code, 0);
        QCOMPARE(rendered.code, 0);
        QVERIFY(floor.out == bytesOf(at("as-rendered.svg")) && floor.out == bytesOf(folder + "floor.svg"));
        const QString rack = at("a04.svg");
        QCOMPARE(program({"export", design, "--to", "svg", "--view", "rack", "--path", "su-1/a04", "-o", rack}).code, 0);
        QVERIFY(bytesOf(rack).contains("Front"));
    }

    void drawsARackFromItsSideAndTheFloorInAnOverlay()
    {
        const QString design = reference("gb300-nvl72-su");
        const auto drawn = [&](const char* name, const QStringList& more) {
            const QString file = at(QStringLiteral("%1.svg").arg(QLatin1StringView{name}));
            const Answer answer = program(QStringList{"render", design} + more + QStringList{"--size", "900x1000", "-o", file});
            return answer.code == 0 ? bytesOf(file) : QByteArray{};
        };
        const QByteArray both = drawn("both", {"--view", "rack", "--path", "su-1/a04"}), side = drawn("side", {"--view", "rack", "--path", "su-1/a04", "--face", "side"}),
                         front = drawn("front", {"--view", "rack", "--path", "su-1/a04", "--face", "front"});
        QVERIFY(side.contains("from the right side") && !both.contains("from the right side"));
        QVERIFY(front.contains("Front") && !front.contains(">Rear<"));
        const QByteArray plain = drawn("plain", {"--view", "floor"}), flow = drawn("flow", {"--view", "floor", "--overlay", "coolant-flow"});
        QVERIFY(flow.contains("Coolant flow, L/min") && !plain.contains("Coolant flow"));
    }

    void drawsWhatTrafficAndAFailureMakeOfTheNetworks()
    {
        const QString design = reference("mi355x-128-ethernet");
        const auto drawn = [&](const char* name, const QStringList& more) {
            const QString file = at(QStringLiteral("%1.svg").arg(QLatin1StringView{name}));
            const Answer answer = program(QStringList{"render", design, "--view", "fabric"} + more + QStringList{"--size", "1600x1000", "-o", file});
            return answer.code == 0 ? bytesOf(file) : answer.err;
        };
        const QByteArray plain = drawn("cables", {}), used = drawn("used", {"--overlay", "utilisation"}), ring = drawn("ring", {"--overlay", "utilisation", "--traffic", "ring", "--paths", "hashed"});
        QVERIFY(!plain.contains("Utilisation"));
        QVERIFY2(used.contains("Utilisation, % of capacity (all-to-all, spread)"), used.left(400).constData());
        QVERIFY2(ring.contains("Utilisation, % of capacity (ring, hashed)"), ring.left(400).constData());
        const QByteArray failed = drawn("failed", {"--overlay", "failure", "--fail", "pod-1/n01/leaf1"});
        QVERIFY2(failed.contains("What the failure takes") && failed.contains("devices lost"), failed.left(400).constData());
    }

    void drawsWhatTrafficAndAFailureMakeOfTheCablesOnTheFloor()
    {
        const QString design = reference("dgx-h100-superpod-su");
        const auto drawn = [&](const char* name, const QStringList& more) {
            const QString file = at(QStringLiteral("floor-%1.svg").arg(QLatin1StringView{name}));
            const Answer answer = program(QStringList{"render", design, "--view", "floor"} + more + QStringList{"--size", "1200x900", "-o", file});
            return answer.code == 0 ? bytesOf(file) : answer.err;
        };
        const QByteArray fill = drawn("fill", {"--overlay", "tray-fill"}), used = drawn("used", {"--overlay", "utilisation", "--traffic", "ring"});
        QVERIFY2(fill.contains("Tray fill, % of the usable section"), fill.left(400).constData());
        QVERIFY2(used.contains("Utilisation, % of capacity (ring, spread)"), used.left(400).constData());
        const QByteArray failed = drawn("failed", {"--overlay", "failure", "--fail", "su-1/n01"});
        QVERIFY2(failed.contains("Cables in trays") && failed.contains("runs lost"), failed.left(400).constData());
    }

    void refusesWhatItCannotWriteInOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        const QString design = reference("gb300-nvl72-su");
        QTest::newRow("no flat view") << QStringList{"export", design, "--to", "svg", "--view", "floor3d", "-o", "x"} << QByteArray{"found 'floor3d', expected floor, rack"};
        QTest::newRow("view of a package") << QStringList{"export", design, "--to", "json", "--view", "rack", "-o", "x"} << QByteArray{"belong to '--to svg'"};
        QTest::newRow("path of all views") << QStringList{"export", design, "--to", "svg", "--path", "su-1/a04", "-o", "x/"} << QByteArray{"'--path' is of one view"};
        QTest::newRow("kind to come of import") << QStringList{"import", "--from", "netbox", design, "-o", "x"} << QByteArray{"does not read 'netbox'"};
        QTest::newRow("no kind of import") << QStringList{"import", "--from", "excel", design, "-o", "x"} << QByteArray{"found 'excel', expected p2p"};
        QTest::newRow("no package") << QStringList{"import", "--from", "package", design, "-o", "x"} << QByteArray{"expected JSON"};
        QTest::newRow("no kind") << QStringList{"export", design, "--to", "docx", "-o", "x"} << QByteArray{"found 'docx'"};
        QTest::newRow("date") << QStringList{"export", design, "--to", "pdf", "--date", "2026-02-30", "-o", "x"} << QByteArray{"found '2026-02-30'"};
        QTest::newRow("audience") << QStringList{"export", design, "--to", "pdf", "--audience", "public", "-o", "x"} << QByteArray{"audience"};
        QTest::newRow("no such fabric") << QStringList{"render", design, "--view", "fabric", "--path", "fabric:su/none", "-o", "x.png"} << QByteArray{"has no fabric 'fabric:su/none'"};
        QTest::newRow("face") << QStringList{"render", design, "--view", "rack", "--face", "top", "-o", "x.png"} << QByteArray{"found 'top', expected both, front, rear or side"};
        QTest::newRow("overlay") << QStringList{"render", design, "--view", "floor", "--overlay", "mood", "-o", "x.png"} << QByteArray{"found 'mood', expected one of"};
        QTest::newRow("overlay of networks") << QStringList{"render", design, "--view", "fabric", "--overlay", "power", "-o", "x.png"} << QByteArray{"found 'power', expected utilisation or failure"};
        QTest::newRow("failure of nothing") << QStringList{"render", design, "--view", "fabric", "--overlay", "failure", "-o", "x.png"} << QByteArray{"name a part with --fail"};
        QTest::newRow("traffic of a floor") << QStringList{"render", design, "--view", "floor", "--traffic", "ring", "-o", "x.png"} << QByteArray{"belong to --view fabric"};
        QTest::newRow("traffic of power") << QStringList{"render", design, "--view", "floor3d", "--overlay", "power", "--traffic", "ring", "-o", "x.png"} << QByteArray{"to the overlays utilisation and failure"};
        QTest::newRow("failure of nothing on the floor") << QStringList{"render", design, "--view", "floor", "--overlay", "failure", "-o", "x.png"} << QByteArray{"name a part with --fail"};
        QTest::newRow("traffic of a failure") << QStringList{"render", design, "--view", "floor", "--overlay", "failure", "--fail", "su-1/a04", "--paths", "hashed", "-o", "x.png"} << QByteArray{"belong to --overlay utilisation"};
        QTest::newRow("traffic of cables") << QStringList{"render", design, "--view", "fabric", "--paths", "hashed", "-o", "x.png"} << QByteArray{"belong to --overlay utilisation"};
        QTest::newRow("no loop") << QStringList{"render", design, "--view", "cooling", "--path", "loop:su/none", "-o", "x.png"} << QByteArray{"no coolant loop 'loop:su/none'"};
        QTest::newRow("size") << QStringList{"render", design, "--view", "floor", "--size", "1e9x2", "-o", "x.png"} << QByteArray{"found '1e9x2'"};
        QTest::newRow("3D as SVG") << QStringList{"render", design, "--view", "floor3d", "-o", "x.svg"} << QByteArray{"SVG"};
        QTest::newRow("no rack") << QStringList{"render", design, "--view", "rack", "--path", "su-9/a01", "-o", "x.png"} << QByteArray{"su-9"};
        QTest::newRow("no file") << QStringList{"export", "nowhere.colonnade", "--to", "pdf", "-o", "x"} << QByteArray{"nowhere.colonnade"};
    }
    void refusesWhatItCannotWriteInOneSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        const Answer answer = program(arguments);
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.err.contains(said), answer.err.constData());
        QCOMPARE(answer.err.trimmed().count('\n'), 0);
        QVERIFY(!QFile::exists(QStringLiteral("x")));
    }
};

QTEST_APPLESS_MAIN(ExportTest)
#include "tst_Export.moc"
