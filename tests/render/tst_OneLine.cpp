#include "render/oneline/OneLineGraph.h"
#include "render/oneline/OneLineLayout.h"
#include "render/oneline/OneLinePainter.h"

#include "model/edit/ChainEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/units/Text.h"
#include "render/report/Picture.h"
#include "render/theme/Fonts.h"
#include "tests/support/Pictures.h"
#include "tests/support/PowerDesigns.h"

#include <QLatin1Char>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QSvgRenderer>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;
using test::count;
using test::picture;
using test::valueOf;

namespace {

constexpr std::string_view references[] = {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"};

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

/// A design with its power, and the diagram of both.
struct Drawn {
    explicit Drawn(Design of, std::set<std::string> racks = {}) : design{std::move(of)}, power{designPower(design, {})}
    {
        OneLineContent content;
        content.design = &design;
        content.power = &power;
        content.racks = std::move(racks);
        diagram = oneLineOf(content);
    }
    [[nodiscard]] const OneLineBox* box(const Subject& subject) const
    {
        const auto found = diagram.boxesOf(subject);
        return found.size() == 1 ? &diagram.boxes[found.front()] : nullptr;
    }
    Design design;
    DesignPower power;
    OneLine diagram;
};

/// A reference design in which something fails, with the inside of one rack drawn.
struct Failing {
    Failing(const char* name, std::string open) : design{valueOf(loadReference(name))}, power{designPower(design, {})}, rack{std::move(open)} {}
    [[nodiscard]] OneLine diagram(const DesignLoss& loss) const
    {
        const DesignPowerState state = DesignNetwork{design, {}}.state(loss);
        OneLineContent content;
        content.design = &design;
        content.power = &power;
        content.state = &state;
        content.loss = &loss;
        content.racks = {rack};
        return oneLineOf(content);
    }
    Design design;
    DesignPower power;
    std::string rack;
};

/// The sheets of insides of racks.
std::vector<const OneLineSheet*> insides(const OneLine& diagram)
{
    std::vector<const OneLineSheet*> found;
    for (const OneLineSheet& sheet : diagram.sheets) {
        if (sheet.what == OneLineSheet::What::Rack)
            found.push_back(&sheet);
    }
    return found;
}

std::size_t sheetOf(const OneLine& diagram, std::size_t inside)
{
    return static_cast<std::size_t>(insides(diagram)[inside] - diagram.sheets.data());
}

template <class Wanted> const OneLineBox* inside(const OneLine& diagram, std::size_t which, Wanted wanted)
{
    for (const OneLineBox& box : diagram.boxes) {
        if (box.sheet == sheetOf(diagram, which) && wanted(box))
            return &box;
    }
    return nullptr;
}

const OneLineBox* shelves(const OneLine& diagram, std::size_t which, OneLineCondition condition)
{
    return inside(diagram, which, [condition](const OneLineBox& box) {
        return box.symbol == OneLineSymbol::PowerShelf && box.condition == condition;
    });
}

QImage paint(const char* name, const OneLine& diagram, QSize size, const Theme& theme = light(), double scale = 0)
{
    return picture(name, size, theme.canvas, [&](QPainter& painter) {
        const QRectF area{{}, QSizeF{size}};
        const OneLineWindow window = scale > 0 ? OneLineWindow{scale, {0, 0}} : OneLineWindow::fitted(diagram.extent, area);
        OneLinePainter{theme, window}.paint(painter, area, diagram, {});
    });
}

/// How often each subject is drawn.
std::map<std::string, int> drawings(const OneLine& diagram)
{
    std::map<std::string, int> times;
    for (const OneLineBox& box : diagram.boxes) {
        if (box.count != static_cast<int>(box.subjects.size()))
            times["wrong count"] += 1;
        for (const Subject& subject : box.subjects)
            ++times[subject.text()];
    }
    return times;
}

/// Every feed and every placement of the design once, and nothing else. Empty where that is so.
std::string fault(const Design& design, const OneLine& diagram)
{
    std::map<std::string, int> times = drawings(diagram);
    std::string wrong;
    const auto once = [&](const Subject& subject) {
        const auto found = times.find(subject.text());
        if (found == times.end() || found->second != 1)
            wrong += fmt::format("{} is drawn {} times; ", subject.text(), found == times.end() ? 0 : found->second);
        if (found != times.end())
            times.erase(found);
    };
    const Hall& hall = *design.hall();
    for (const Feed& feed : hall.arrangement.feeds)
        once({Subject::Where::Feed, "/" + feed.id.text()});
    for (const Placement& placement : hall.arrangement.placements)
        once(Subject::instance(placement.id.text()));
    const bool podsHang = !hall.arrangement.feeds.empty();
    std::set<std::string> pods;
    for (const PodPlacement& pod : hall.pods) {
        if (podsHang)
            once(Subject::instance(pod.id.text()));
        if (!pods.insert(pod.pod->id().text()).second)
            continue;
        for (const Feed& feed : pod.pod->arrangement().feeds)
            once({Subject::Where::Feed, pod.pod->id().text() + "/" + feed.id.text()});
        for (const Placement& placement : pod.pod->arrangement().placements)
            once(Subject::pod(pod.pod->id().text(), placement.id.text()));
    }
    for (const auto& [subject, number] : times)
        wrong += fmt::format("{} is drawn; ", subject);
    return wrong;
}

/// Boxes that lie over one another, and conductors that run through a box or along one another. Empty where none do.
std::string overlap(const OneLine& diagram)
{
    std::string wrong;
    const auto nameOf = [](const OneLineBox& box) { return box.name.toStdString(); };
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const QRectF& body = diagram.boxes[i].body;
        if (!diagram.sheets[diagram.boxes[i].sheet].frame.contains(body))
            wrong += fmt::format("{} leaves its sheet; ", nameOf(diagram.boxes[i]));
        for (std::size_t k = i + 1; k < diagram.boxes.size(); ++k) {
            if (body.intersects(diagram.boxes[k].body))
                wrong += fmt::format("{} lies over {}; ", nameOf(diagram.boxes[i]), nameOf(diagram.boxes[k]));
        }
    }
    struct Piece {
        QPointF a, b;
        std::size_t wire = 0;
        [[nodiscard]] QRectF box() const { return QRectF{a, b}.normalized(); }
        [[nodiscard]] bool flat() const { return a.y() == b.y(); }
    };
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < diagram.wires.size(); ++i) {
        const auto& points = diagram.wires[i].points;
        for (std::size_t k = 1; k < points.size(); ++k) {
            if (points[k - 1].x() != points[k].x() && points[k - 1].y() != points[k].y())
                wrong += "a slanting conductor; ";
            pieces.push_back({points[k - 1], points[k], i});
        }
    }
    for (const Piece& piece : pieces) {
        for (const OneLineBox& box : diagram.boxes) {
            const QRectF inside = box.body.adjusted(1, 1, -1, -1);
            const QRectF line = piece.box();
            if (line.left() <= inside.right() && line.right() >= inside.left() && line.top() <= inside.bottom() && line.bottom() >= inside.top())
                wrong += fmt::format("a conductor runs through {}; ", nameOf(box));
        }
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t k = i + 1; k < pieces.size(); ++k) {
            const Piece &p = pieces[i], &q = pieces[k];
            if (p.wire == q.wire || p.flat() != q.flat())
                continue;
            const bool sameLine = p.flat() ? p.a.y() == q.a.y() : p.a.x() == q.a.x();
            const QRectF both = p.box(), other = q.box();
            const double shared = p.flat() ? std::min(both.right(), other.right()) - std::max(both.left(), other.left())
                                           : std::min(both.bottom(), other.bottom()) - std::max(both.top(), other.top());
            // Pins of one load to two rails at its sides begin at one height, and end at the load.
            if (sameLine && shared > 1)
                wrong += fmt::format("two conductors run on one another at {}, {}; ", both.center().x(), both.center().y());
        }
    }
    return wrong;
}

/// Words that are cut, or leave their box, where the diagram has this scale.
std::string cutWords(const OneLine& diagram, double scale, double floor)
{
    QImage image{64, 64, QImage::Format_ARGB32_Premultiplied};
    image.setDotsPerMeterX(3780);
    image.setDotsPerMeterY(3780);
    QPainter painter{&image};
    const OneLinePainter drawing{light(), OneLineWindow{scale, {}}};
    std::string wrong;
    for (const OneLineBox& box : diagram.boxes) {
        const QRectF body{box.body.topLeft() * scale, box.body.size() * scale};
        double last = body.top();
        for (const OneLinePlacedText& text : drawing.textsOf(box, painter)) {
            if (!body.adjusted(-0.5, -0.5, 0.5, 0.5).contains(text.area) || text.area.top() < last - 0.5)
                wrong += fmt::format("'{}' leaves its box; ", text.text.toStdString());
            last = text.area.bottom();
            if (text.text.isEmpty())
                continue;
            const QFontMetricsF metrics{text.font, &image};
            if (metrics.horizontalAdvance(text.text) > text.area.width() + 0.5)
                wrong += fmt::format("'{}' is too wide; ", text.text.toStdString());
            if (text.font.pointSizeF() * 96 / 72 < floor - 0.01)
                wrong += fmt::format("'{}' is too small; ", text.text.toStdString());
            if (text.cut && text.look != OneLineText::Look::Quiet && text.look != OneLineText::Look::Name)
                wrong += fmt::format("'{}' is cut; ", text.text.toStdString());
        }
    }
    return wrong;
}

} // namespace

class OneLineTest : public QObject {
    Q_OBJECT
private slots:
    void everyFeedAndEveryPlacementIsDrawnOnceOrCounted_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 5; ++i)
            QTest::addRow("%d", i) << i;
    }
    void everyFeedAndEveryPlacementIsDrawnOnceOrCounted()
    {
        QFETCH(int, which);
        const Drawn drawn{which < 3 ? valueOf(loadReference(references[which])) : which == 3 ? test::catcherHall() : test::wideHall(100)};
        const std::string wrong = fault(drawn.design, drawn.diagram);
        QVERIFY2(wrong.empty(), wrong.c_str());
        const std::string over = overlap(drawn.diagram);
        QVERIFY2(over.empty(), over.c_str());
        for (const double scale : {0.5, 0.7, 1.0, 1.5}) {
            const std::string cut = cutWords(drawn.diagram, scale, render::type::axis);
            QVERIFY2(cut.empty(), cut.c_str());
        }
    }

    void loadsAndLimitsAreThoseOfTheChain()
    {
        const Drawn drawn{test::catcherHall()};
        int nodes = 0;
        for (const DesignPower::Part& part : drawn.power.parts) {
            for (const FeedLoad& load : part.chain->feeds) {
                const std::string holder = part.pod ? part.pod->id().text() : std::string{};
                const OneLineBox* box = drawn.box({Subject::Where::Feed, holder + "/" + load.feed.id.text()});
                QVERIFY(box);
                QCOMPARE(*box->figures.normal, load.normal);
                QCOMPARE(*box->figures.worst, load.worst);
                QCOMPARE(*box->figures.limit, load.limit);
                const bool said = std::ranges::any_of(box->texts, [&](const OneLineText& text) {
                    return text.text.contains(QString::fromStdString(fmt::format("{}", load.normal)))
                        && text.text.contains(QString::fromStdString(fmt::format("{}", load.limit)));
                });
                QVERIFY2(said, load.feed.id.text().c_str());
                ++nodes;
            }
        }
        QCOMPARE(nodes, 14 + 2);
        // The racks of one pod together draw what the pod does.
        Watts racks;
        for (const OneLineBox& box : drawn.diagram.boxes) {
            if (box.load && drawn.diagram.sheets[box.sheet].what == OneLineSheet::What::Pod && box.figures.normal)
                racks += *box.figures.normal * static_cast<double>(box.count);
        }
        const Watts pod = drawn.design.podDesigns().begin()->second->facts().provisioned.known;
        QVERIFY(std::abs(racks.value() - pod.value()) < 1);
    }

    void anOverloadedPhaseIsSaidWhereTheSumIsWithinItsLimit()
    {
        OneLineBox box;
        box.name = QStringLiteral("Network feed A");
        OneLineFigures& f = box.figures;
        f.normal = Watts{50'000};
        f.normalByPhase = {Watts{25'000}, Watts{24'000}, Watts{1'000}};
        f.worst = Watts{100'000};
        f.worstByPhase = {Watts{50'000}, Watts{48'000}, Watts{2'000}};
        f.worstState = QStringLiteral("Network feed B lost");
        f.limit = Watts{120'000};
        writeWords(box);
        QVERIFY(std::abs(f.loaded()->share - 0.625) < 1e-9);
        QVERIFY(std::abs(f.loadedWorst()->share - 1.25) < 1e-9);
        const auto worst = std::ranges::find_if(box.texts, [](const OneLineText& text) { return text.text.startsWith(QStringLiteral("Worst")); });
        QVERIFY(worst != box.texts.end());
        QCOMPARE(worst->look, OneLineText::Look::Alarm);
        QVERIFY2(worst->text.contains(QStringLiteral("L1\u00a0125\u00a0%, over by")), qPrintable(worst->text));
        // The even load of the same sum is within its limit.
        f.worstByPhase = {*f.worst / 3.0, *f.worst / 3.0, *f.worst / 3.0};
        QVERIFY(std::abs(f.loadedWorst()->share - 100.0 / 120) < 1e-9);
        QVERIFY(!f.loadedWorst()->phase);
    }

    void sourcesStandAboveWhatHangsOnThemAndSidesBesideEachOther()
    {
        const Drawn drawn{test::catcherHall()};
        const auto at = [&](const char* id) { return drawn.box({Subject::Where::Feed, std::string{"/"} + id})->body; };
        QVERIFY(at("utility-a").bottom() <= at("tx-a").top());
        QVERIFY(at("tx-a").bottom() <= at("board-a").top());
        QVERIFY(at("gen").bottom() <= at("board-a").top());
        QVERIFY(at("board-a").bottom() <= at("ups-a").top());
        QVERIFY(at("ups-c").bottom() <= at("bus-a1").top());
        QVERIFY(at("bus-a2").right() <= at("gen").left());
        QVERIFY(at("gen").right() <= at("bus-b1").left());
        const OneLineBox* pods = drawn.box(Subject::instance("su-1"));
        QVERIFY(pods && pods->count == 2);
        QVERIFY(pods->body.top() >= at("bus-a1").bottom());
        QVERIFY(drawn.box({Subject::Where::Feed, "/board-a"})->transfers);
        QVERIFY(!drawn.box({Subject::Where::Feed, "/tx-a"})->transfers);
    }

    void equalRacksAreOneBoxWithTheirCountAndPower()
    {
        const Drawn drawn{valueOf(loadReference("gb300-nvl72-su"))};
        const OneLineBox* racks = nullptr;
        for (const OneLineBox& box : drawn.diagram.boxes) {
            if (box.load && box.count == 8)
                racks = &box;
        }
        QVERIFY(racks);
        QCOMPARE(racks->figures.accelerators, 576);
        QCOMPARE(racks->members, QStringLiteral("A01–A08"));
        QVERIFY(racks->texts[0].text.startsWith(QStringLiteral("8\u00a0×\u00a0GB300")));
        QVERIFY2(racks->texts[1].text.contains(QStringLiteral("each")), qPrintable(racks->texts[1].text));
        // Selecting any of them, or a tray in it, finds the box.
        const std::string pod = drawn.design.hall()->pods.front().id.text();
        QCOMPARE(drawn.box(Subject::instance(pod + "/a03")), racks);
        QCOMPARE(drawn.box(Subject::instance(pod + "/a03/c05")), racks);
    }

    void aFailureShowsWhatIsDeadAndWhatIsTransferred()
    {
        const Design design = test::catcherHall();
        const DesignPower power = designPower(design, {});
        const DesignNetwork network{design, {}};
        DesignLoss loss;
        loss.hall.feeds = {FeedId::literal("ups-a")};
        const DesignPowerState state = network.state(loss);
        OneLineContent content;
        content.design = &design;
        content.power = &power;
        content.state = &state;
        content.loss = &loss;
        content.stateName = QStringLiteral("UPS A lost");
        const OneLine diagram = oneLineOf(content);
        const auto box = [&](const char* id) -> const OneLineBox& {
            return diagram.boxes[diagram.boxesOf({Subject::Where::Feed, std::string{"/"} + id}).front()];
        };
        QCOMPARE(box("ups-a").condition, OneLineCondition::Lost);
        QCOMPARE(box("bus-a1").condition, OneLineCondition::Transferred);
        QCOMPARE(box("bus-b1").condition, OneLineCondition::Live);
        QVERIFY(*box("ups-c").figures.now > Watts{});
        const QImage image = paint("oneline-state", diagram, {1600, 1100});
        QVERIFY(count(image, image.rect(), light().error, 20) > 200);
        // Both lost, nothing catches the pods.
        loss.hall.feeds = {FeedId::literal("ups-a"), FeedId::literal("ups-b"), FeedId::literal("ups-c")};
        const DesignPowerState dark = network.state(loss);
        content.state = &dark;
        const OneLine black = oneLineOf(content);
        QCOMPARE(black.boxes[black.boxesOf({Subject::Where::Feed, "/bus-b2"}).front()].condition, OneLineCondition::Dead);
        const OneLineBox& pods = black.boxes[black.boxesOf(Subject::instance("su-1")).front()];
        QCOMPARE(pods.condition, OneLineCondition::Dead);
        QCOMPARE(pods.figures.dark, 2.0 * 576);
    }

    // Eight shelves of 33 kW carry 132 kW, four of them on each side.
    void theInsideOfARackShowsWhatAFailureLeavesOfIt()
    {
        const Failing unit{"gb300-nvl72-su", "gb300"};
        const auto pod = PlacementId::literal("su-1");
        DesignLoss side;
        side.pods[pod].feeds = {FeedId::literal("bus-a")};
        const OneLine lost = unit.diagram(side);
        QCOMPARE(insides(lost).size(), std::size_t{1}); // All eight racks are in one state.
        QCOMPARE(insides(lost).front()->times, 8);
        const OneLineBox *a = shelves(lost, 0, OneLineCondition::Dead), *b = shelves(lost, 0, OneLineCondition::Live);
        QVERIFY(a && b);
        QCOMPARE(a->count, 4);
        QCOMPARE(*a->figures.now, Watts{});
        QCOMPARE(b->count, 4);
        QVERIFY(std::abs(b->figures.now->value() - 132e3 / 4) < 1);
        const OneLineBox* bar = inside(lost, 0, [](const OneLineBox& box) { return box.symbol == OneLineSymbol::Busbar; });
        QVERIFY(std::abs(bar->figures.now->value() - 132e3) < 1 && std::abs(bar->figures.limit->value() - 4 * 33e3) < 1);
        QVERIFY(!inside(lost, 0, [](const OneLineBox& box) { return box.load && box.condition != OneLineCondition::Live; }));

        DesignLoss shelf;
        shelf.pods[pod].inside[PlacementId::literal("a01")].devices = {DeviceId::literal("ps1")};
        const OneLine one = unit.diagram(shelf);
        QCOMPARE(insides(one).size(), std::size_t{2}); // That rack, and those as normally.
        QVERIFY2(insides(one)[0]->remark.contains("A01 in this state"), qPrintable(insides(one)[0]->remark));
        QVERIFY2(insides(one)[1]->remark.contains("A02–A08 (7 racks), as normally"), qPrintable(insides(one)[1]->remark));
        QCOMPARE(shelves(one, 0, OneLineCondition::Lost)->members, QStringLiteral("PS1"));
        QVERIFY(std::abs(shelves(one, 0, OneLineCondition::Live)->figures.now->value() - 132e3 / 7) < 1);
        QVERIFY(std::abs(shelves(one, 1, OneLineCondition::Live)->figures.now->value() - 132e3 / 8) < 1);
        const QImage image = paint("oneline-rack-state", one, {1600, 1100});
        QVERIFY(count(image, image.rect(), light().error, 20) > 60);

        DesignLoss both = side;
        both.pods[pod].feeds.push_back(FeedId::literal("bus-b"));
        const OneLine dark = unit.diagram(both);
        QVERIFY(inside(dark, 0, [](const OneLineBox& box) { return box.symbol == OneLineSymbol::Busbar && box.condition == OneLineCondition::Dead; }));
        double gone = 0;
        for (const OneLineBox& box : dark.boxes) {
            if (box.load && box.sheet == sheetOf(dark, 0)) {
                QCOMPARE(box.condition, OneLineCondition::Dead);
                gone += box.figures.dark;
            }
        }
        QCOMPARE(gone, 72.0);
    }

    // What its devices draw in a state is what its PDUs carry.
    void aLostRackPduIsCrossedOutAndTheOthersCarryItsLoad()
    {
        const Failing unit{"mi355x-128-ethernet", "mi355x"};
        DesignLoss loss;
        loss.pods[PlacementId::literal("pod-1")].inside[PlacementId::literal("a02")].devices = {DeviceId::literal("pdu1")};
        const OneLine diagram = unit.diagram(loss);
        QCOMPARE(insides(diagram).size(), std::size_t{2});
        Watts carried, drawn;
        int lost = 0;
        for (const OneLineBox& box : diagram.boxes) {
            if (box.sheet != sheetOf(diagram, 0))
                continue;
            if (!box.load) {
                QVERIFY(box.figures.now);
                carried += *box.figures.now;
                lost += box.condition == OneLineCondition::Lost;
                QVERIFY(box.condition != OneLineCondition::Lost || *box.figures.now == Watts{});
            } else if (box.figures.now) {
                drawn += *box.figures.now * static_cast<double>(box.count);
            }
        }
        QCOMPARE(lost, 1);
        QVERIFY(drawn > Watts{});
        QVERIFY2(std::abs(carried.value() - drawn.value()) < 1, fmt::format("{} of {}", carried, drawn).c_str());
    }

    void namesOfConsumersCanBeToldApartWhereTheDiagramIsFitted_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("whole window") << QSize{1440, 900};
        QTest::newRow("the view in it") << QSize{900, 520};
    }
    void namesOfConsumersCanBeToldApartWhereTheDiagramIsFitted()
    {
        QFETCH(QSize, size);
        Design design = valueOf(loadReference("gb300-nvl72-su"));
        const DesignPower power = designPower(design, {});
        OneLineContent content;
        content.design = &design;
        content.power = &power;
        OneLineOptions options;
        options.area = QSizeF{size};
        const OneLine diagram = oneLineOf(content, options);
        const QRectF area{{}, QSizeF{size}};
        QImage image{size, QImage::Format_ARGB32};
        QPainter painter{&image};
        const OneLinePainter drawing{light(), OneLineWindow::fitted(diagram.extent, area)};
        std::map<QString, QString> told;
        for (const OneLineBox& box : diagram.boxes) {
            if (!box.load)
                continue;
            QStringList name;
            for (const OneLinePlacedText& text : drawing.textsOf(box, painter)) {
                if (text.look == OneLineText::Look::Name)
                    name << text.text;
            }
            const QString seen = QString::number(box.sheet) + name.join(QLatin1Char(' '));
            QVERIFY2(!name.isEmpty() && !told.contains(seen), qPrintable(QStringLiteral("%1 and %2: '%3'").arg(told[seen], box.name, seen)));
            told[seen] = box.name;
        }
        QVERIFY(told.size() >= 6);
        paint(qPrintable(QStringLiteral("oneline-fitted-%1").arg(size.width())), diagram, size);
    }

    void aHundredPodsOnFeedsOfTheirOwnStayReadableAndAreLaidOutInMilliseconds()
    {
        const Design design = test::wideHall(100);
        const DesignPower power = designPower(design, {});
        OneLineContent content;
        content.design = &design;
        content.power = &power;
        QElapsedTimer clock;
        clock.start();
        const OneLine diagram = oneLineOf(content);
        const double milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        qInfo("%.2f ms, %zu boxes", milliseconds, diagram.boxes.size());
        QVERIFY(diagram.boxes.size() < 30);
        QVERIFY(diagram.extent.width() < 2000);
        int pods = 0;
        for (const OneLineBox& box : diagram.boxes)
            pods += box.symbol == OneLineSymbol::Pod ? box.count : 0;
        QCOMPARE(pods, 100);
        paint("oneline-wide", diagram, {1400, 1000});
    }

    void aSideThatNothingSuppliesEndsOpen()
    {
        Design design = valueOf(loadReference("mi355x-128-ethernet"));
        const PodDesignId pod = design.podDesigns().begin()->first;
        design = valueOf(removeFeed(design, pod, FeedId::literal("bus-b")));
        const Drawn drawn{design};
        const auto open = std::ranges::count_if(drawn.diagram.wires, [](const OneLineWire& wire) { return wire.open; });
        QVERIFY(open > 0);
        const std::string over = overlap(drawn.diagram);
        QVERIFY2(over.empty(), over.c_str());
    }

    void theInsideOfARackShowsShelvesAndBarOrPdusAndCords()
    {
        const Drawn shelves{valueOf(loadReference("gb300-nvl72-su")), {"gb300"}};
        const OneLineSheet& sheet = shelves.diagram.sheets.back();
        QCOMPARE(sheet.what, OneLineSheet::What::Rack);
        int trays = 0, bars = 0, banks = 0;
        for (const OneLineBox& box : shelves.diagram.boxes) {
            if (&shelves.diagram.sheets[box.sheet] != &sheet)
                continue;
            if (box.symbol == OneLineSymbol::Busbar) {
                ++bars;
                // Eight shelves of 33 kW, four a side: 132 kW are left for the 132 kW of the rack when one is lost.
                QCOMPARE(box.figures.normal->value(), 132000.0);
                QCOMPARE(box.figures.limit->value(), 132000.0);
                QCOMPARE(box.equipment, QStringLiteral("264\u00a0kW installed"));
            }
            banks += box.symbol == OneLineSymbol::PowerShelf ? box.count : 0;
            trays += box.load ? box.count : 0;
        }
        QCOMPARE(bars, 1);
        QCOMPARE(banks, 8);
        QVERIFY(trays >= 27);
        QVERIFY2(overlap(shelves.diagram).empty(), overlap(shelves.diagram).c_str());
        const Drawn cords{valueOf(loadReference("dgx-h100-superpod-su")), {"dgx-4"}};
        const auto pdus = std::ranges::count_if(cords.diagram.boxes, [](const OneLineBox& box) { return box.symbol == OneLineSymbol::RackPdu; });
        QVERIFY(pdus >= 3);
        QVERIFY2(overlap(cords.diagram).empty(), overlap(cords.diagram).c_str());
        const std::string cut = cutWords(cords.diagram, 1, render::type::axis);
        QVERIFY2(cut.empty(), cut.c_str());
        paint("oneline-rack-shelves", shelves.diagram, {1700, 900});
        paint("oneline-rack-cords", cords.diagram, {1700, 1000});
    }

    void marksStandAtWhatWasFoundAndNotAtWhatWasWaived()
    {
        const Drawn drawn{test::catcherHall()};
        Finding finding;
        finding.rule = "PWR-008";
        finding.severity = Severity::Error;
        finding.subjects = {{Subject::Where::Feed, "/ups-a"}};
        Finding waived = finding;
        waived.subjects = {{Subject::Where::Feed, "/ups-b"}};
        waived.waived = true;
        Finding other = finding;
        other.rule = "THM-001";
        other.subjects = {Subject::rack("gb300")};
        const auto marks = oneLineFindings(drawn.diagram, {finding, waived, other});
        QCOMPARE(marks.size(), std::size_t{1});
        QCOMPARE(drawn.diagram.boxes[marks.begin()->first].name, QStringLiteral("UPS A"));
        QCOMPARE(marks.begin()->second, Glyph::Error);
    }

    void oneDrawingServesScreenAndSvg()
    {
        const Drawn drawn{test::catcherHall()};
        for (const ThemeName name : {ThemeName::Light, ThemeName::Dark}) {
            const Theme& theme = Theme::of(name);
            const QImage image = paint(name == ThemeName::Light ? "oneline-light" : "oneline-dark", drawn.diagram, {1600, 1400}, theme);
            QVERIFY(count(image, image.rect(), theme.ok, 20) > 500); // Bars.
            QVERIFY(count(image, image.rect(), theme.text, 20) > 2000);
        }
        const auto svg = svgOf(
            [&](QPainter& painter, const QRectF& area) {
                OneLinePainter{light(), OneLineWindow::fitted(drawn.diagram.extent, area)}.paint(painter, area, drawn.diagram, {});
            },
            {1600, 1400}, light().canvas);
        QVERIFY2(svg, svg ? "" : svg.error().text.c_str());
        QVERIFY(QSvgRenderer{*svg}.isValid());
        QVERIFY(svg->contains("Catcher UPS"));
    }

    void theReferencesAreDrawn()
    {
        for (const std::string_view name : references) {
            const Drawn drawn{valueOf(loadReference(name))};
            const QImage image = paint(fmt::format("oneline-{}", name).c_str(), drawn.diagram, {1100, 800});
            QVERIFY(test::drawn(image, image.rect(), light().canvas) > 10000);
        }
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    OneLineTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_OneLine.moc"
