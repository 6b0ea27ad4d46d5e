#include "model/exchange/CatalogReader.h"

#include "model/catalog/PartFigures.h"
#include "model/exchange/Resources.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <future>

namespace colonnade::model {
namespace {

constexpr std::int64_t mostCount = 1'000'000;
constexpr double mostUnits = 100;

template <class E> E readWord(const YamlValue& value)
{
    if (!value.present())
        return E{};
    if (value.node().isScalar()) {
        if (const auto found = fromWord<E>(value.node().text()))
            return *found;
    }
    value.refuse(fmt::format("one of '{}'", fmt::join(words<E>(), "', '")));
    return E{};
}

template <class E> std::vector<E> readWords(YamlMap& map, std::string_view key)
{
    std::vector<E> list;
    for (const YamlValue& item : map.itemsIf(key))
        list.push_back(readWord<E>(item));
    return list;
}

int readCount(YamlMap& map, std::string_view key)
{
    return static_cast<int>(map.whole(key, {1, mostCount}));
}

/// A number of rack units or the number of one: halves are allowed.
int readHalves(const YamlValue& value)
{
    const double units = value.number({0.5, mostUnits});
    const double halves = units * 2;
    if (halves != std::trunc(halves))
        value.refuse("a whole number of units or a half");
    return static_cast<int>(halves);
}

/// For the message about a key that is none.
std::string nearestFigureKey(std::string_view wanted)
{
    constexpr std::size_t longest = 60;
    wanted = wanted.substr(0, longest);
    const auto kinds = figureKinds();
    const auto nearest =
        std::min_element(kinds.begin(), kinds.end(), [&](const auto& a, const auto& b) {
            return editDistance(wanted, a.key) < editDistance(wanted, b.key);
        });
    return std::string{nearest->key};
}

FigureValue readFigureValue(const FigureKind& kind, const YamlValue& value)
{
    switch (kind.form) {
    case FigureKind::Form::Number: {
        const double number = value.number({kind.least, kind.most});
        if ((kind.key == "rack_units" || kind.key == "open_units")
            && number * 2 != std::trunc(number * 2))
            value.refuse("a whole number of units or a half");
        return number;
    }
    case FigureKind::Form::Whole:
        return static_cast<double>(value.whole(
            {static_cast<std::int64_t>(kind.least), static_cast<std::int64_t>(kind.most)}));
    case FigureKind::Form::Word: return value.text();
    case FigureKind::Form::Flag: return value.flag();
    case FigureKind::Form::Words: return value.texts();
    case FigureKind::Form::Numbers: return value.numbers({kind.least, kind.most});
    }
    return 0.0;
}

Figure readFigure(const FigureKind& kind, const YamlValue& value, Basis plain)
{
    Figure figure;
    figure.kind = &kind;
    figure.basis = plain;
    if (!value.node().isMap()) {
        figure.value = readFigureValue(kind, value);
        return figure;
    }
    YamlMap map = value.map();
    figure.value = readFigureValue(kind, map.at("value"));
    if (const auto basis = map.find("basis"))
        figure.basis = readWord<Basis>(*basis);
    if (const auto confidence = map.find("confidence"))
        figure.confidence = readWord<Confidence>(*confidence);
    if (const auto sources = map.find("sources"))
        figure.sources = sources->ids<SourceTag>();
    figure.note = map.textIf("note", noteText).value_or("");
    if (figure.basis == Basis::Quoted && figure.sources.empty() && plain == Basis::Unsourced)
        value.complain("the figure is quoted, but neither it nor its part has a source");
    if (figure.basis == Basis::Unsourced && !figure.sources.empty())
        value.complain("the figure is unsourced and has sources");
    return figure;
}

void readFigures(PartType& part, const YamlValue& value)
{
    const Basis plain = plainBasis(part);
    for (const auto& [key, figure] : value.entries()) {
        if (const FigureKind* kind = figureKind(key.node().text()))
            part.figures.push_back(readFigure(*kind, figure, plain));
        else
            key.refuse(fmt::format("the key of a figure, perhaps '{}'",
                                   nearestFigureKey(key.node().text())));
    }
    std::sort(part.figures.begin(), part.figures.end(),
              [](const Figure& a, const Figure& b) { return std::less<>{}(a.kind, b.kind); });
}

PowerInput readInput(const YamlValue& value)
{
    YamlMap map = value.map();
    PowerInput input;
    input.kind = readWord<PowerInput::Kind>(map.at("kind"));
    input.count = static_cast<int>(map.wholeIf("count", {1, mostCount}).value_or(0));
    input.each = map.quantityIf<Watts>("each_w", {1, 1e7});
    if (const auto needed = map.wholeIf("needed", {1, mostCount}))
        input.needed = static_cast<int>(*needed);
    if (input.needed && input.count != 0 && *input.needed > input.count)
        map.complain(fmt::format("{} supplies are needed of {}", *input.needed, input.count));
    input.inlet = map.textIf("inlet").value_or("");
    if (const auto volts = map.find("volts")) {
        const auto range = volts->numbers({1, 40'000});
        if (range.size() != 2 || range[0] > range[1]) {
            volts->refuse("two numbers, the lower first");
        } else {
            input.voltsMin = Volts{range[0]};
            input.voltsMax = Volts{range[1]};
        }
    }
    input.phases = static_cast<int>(map.wholeIf("phases", {1, 3}).value_or(1));
    return input;
}

Cages readCages(const YamlValue& value)
{
    YamlMap map = value.map();
    Cages cages;
    cages.role = readWord<PortRole>(map.at("role"));
    cages.form = readWord<CageForm>(map.at("cage"));
    cages.count = readCount(map, "count");
    cages.portsPerCage = static_cast<int>(map.wholeIf("ports_per_cage", {1, 64}).value_or(1));
    cages.portSpeed = map.quantity<GigabitsPerSecond>("gbit_s", {0.001, 1e6});
    cages.via = map.textIf("via").value_or("");
    return cages;
}

FlowPoint readFlowPoint(const YamlValue& value)
{
    YamlMap map = value.map();
    FlowPoint point;
    point.inlet = map.quantity<Celsius>("inlet_c", {-60, 100});
    point.flow = map.quantity<LitresPerMinute>("flow_l_min", {0.01, 1e5});
    point.pressureDrop = map.quantityIf<Kilopascals>("pressure_drop_kpa", {0, 1e4});
    return point;
}

void readFlow(PartType& part, YamlMap& map)
{
    for (const YamlValue& item : map.itemsIf("flow_by_inlet")) {
        const FlowPoint point = readFlowPoint(item);
        if (!part.cooling.flowByInlet.empty()
            && part.cooling.flowByInlet.back().inlet >= point.inlet)
            item.complain("the inlet temperatures do not rise");
        part.cooling.flowByInlet.push_back(point);
    }
}

void readContents(PartType& part, YamlMap& map)
{
    for (const YamlValue& item : map.itemsIf("contents")) {
        YamlMap content = item.map();
        auto type = content.id<PartTag>("type");
        part.contents.push_back({std::move(type), readCount(content, "count")});
    }
    for (const YamlValue& item : map.itemsIf("layout")) {
        YamlMap content = item.map();
        auto type = content.id<PartTag>("type");
        const int count = readCount(content, "count");
        const RackUnit unit = RackUnit::ofHalves(readHalves(content.at("unit")));
        if (!part.layout.empty() && part.layout.back().unit >= unit)
            item.complain("the units do not rise");
        const auto held =
            std::find_if(part.contents.begin(), part.contents.end(),
                         [&](const ContentItem& known) { return known.type == type; });
        if (held == part.contents.end())
            item.complain(fmt::format("'{}' is not among the contents", type));
        part.layout.push_back({std::move(type), count, unit});
    }
}

void readCable(PartType& part, const YamlValue& value)
{
    YamlMap map = value.map();
    CableFigures cable;
    cable.medium = readWord<CableFigures::Medium>(map.at("medium"));
    cable.ends = static_cast<int>(map.wholeIf("ends", {1, 64}).value_or(1));
    cable.near = readWords<CageForm>(map, "near");
    cable.far = readWords<CageForm>(map, "far");
    part.cable = std::move(cable);
}

void readTransceiver(PartType& part, const YamlValue& value)
{
    YamlMap map = value.map();
    TransceiverFigures transceiver;
    transceiver.cage = readWord<CageForm>(map.at("cage"));
    transceiver.pmd = map.textIf("pmd").value_or("");
    transceiver.fibre = readWord<CableFigures::Medium>(map.at("fibre"));
    part.transceiver = std::move(transceiver);
}

void readCdu(PartType& part, const YamlValue& value)
{
    YamlMap map = value.map();
    CduFigures cdu;
    cdu.type = readWord<CduFigures::Type>(map.at("type"));
    cdu.place = readWord<CduFigures::Place>(map.at("place"));
    for (const YamlValue& item : map.itemsIf("pump_curve")) {
        YamlMap point = item.map();
        PumpPoint made;
        made.flow = point.quantity<LitresPerMinute>("flow_l_min", {0, 1e5});
        made.head = point.quantity<Kilopascals>("head_kpa", {0.1, 1e4});
        made.running = static_cast<int>(point.wholeIf("running", {1, 100}).value_or(0));
        if (!cdu.pumpCurve.empty() && cdu.pumpCurve.back().flow > made.flow)
            item.complain("the flows do not rise");
        cdu.pumpCurve.push_back(made);
    }
    for (const YamlValue& item : map.itemsIf("approach_by_load")) {
        YamlMap point = item.map();
        ApproachPoint made;
        made.share = point.number("share", {0.01, 10});
        made.approach = point.quantity<Kelvins>("approach_k", {0.01, 100});
        if (!cdu.approachByLoad.empty()
            && (cdu.approachByLoad.back().share >= made.share || cdu.approachByLoad.back().approach > made.approach))
            item.complain("share and approach do not rise");
        cdu.approachByLoad.push_back(made);
    }
    part.cdu = std::move(cdu);
}

/// The blocks that only some kinds of parts have, with the figures without which they mean nothing.
void readBlocks(PartType& part, YamlMap& map)
{
    const auto need = [&](std::string_view block, std::string_view figure) {
        map.complain(fmt::format("'{}' needs the figure '{}'", block, figure));
    };
    const auto block = [&](std::string_view key, PartKind kind) {
        auto value = map.find(key);
        if (part.kind == kind && !value)
            map.complain(
                fmt::format("a part of the kind '{}' needs the key '{}'", word(kind), key));
        if (part.kind != kind && value) {
            value->complain(
                fmt::format("only parts of the kind '{}' have the key '{}'", word(kind), key));
            value.reset();
        }
        return value;
    };

    if (const auto outlets = map.find("outlets")) {
        if (!part.figure("line_voltage_v"))
            need("outlets", "line_voltage_v");
        part.pdu.emplace();
        for (const YamlValue& item : outlets->items()) {
            YamlMap group = item.map();
            auto type = group.text("type");
            part.pdu->outlets.push_back({std::move(type), readCount(group, "count")});
        }
    }
    if (const auto cdu = block("cdu", PartKind::Cdu)) {
        readCdu(part, *cdu);
        if (!part.figure("cooling_kw"))
            need("cdu", "cooling_kw");
    }
    if (const auto cable = block("cable", PartKind::Cable))
        readCable(part, *cable);
    if (const auto transceiver = block("transceiver", PartKind::Transceiver)) {
        readTransceiver(part, *transceiver);
        if (!part.figure("speed_gbit_s"))
            need("transceiver", "speed_gbit_s");
    }
}

void readOrigin(PartType& part, YamlMap& map)
{
    const YamlValue sources = map.at("sources");
    if (!sources.present() || (sources.node().isScalar() && sources.node().text() == "none"))
        return;
    if (!sources.node().isSequence() || sources.node().size() == 0) {
        sources.refuse("a list of documents or 'none'");
        return;
    }
    part.sources = sources.ids<SourceTag>();
}

/// Limits that come in pairs.
void checkPairs(const PartType& part, YamlMap& map)
{
    static constexpr std::pair<std::string_view, std::string_view> pairs[] = {
        {"inlet_air_c_min", "inlet_air_c_max"},
        {"coolant_inlet_min_c", "coolant_inlet_max_c"},
        {"water_c_min", "water_c_max"},
        {"operating_c_min", "operating_c_max"},
        {"secondary_supply_c_min", "secondary_supply_c_max"},
        {"reach_min_m", "reach_max_m"},
        {"power_typical_w", "power_max_w"},
        {"amps_min", "amps_max"},
    };
    for (const auto& [least, most] : pairs) {
        const auto low = part.number(least);
        const auto high = part.number(most);
        if (low && high && *low > *high)
            map.complain(fmt::format("'{}' is above '{}'", least, most));
    }
}

class References {
public:
    References(const Catalog& catalog, YamlErrors& errors, const Catalog* known = nullptr)
        : m_catalog{catalog}, m_known{known}, m_errors{errors}
    {
    }

    void check(const YamlNode& part)
    {
        for (const auto& [key, value] : part.entries()) {
            if (key.text() == "accelerator")
                type(value, PartKind::Accelerator);
            else if (key.text() == "frame")
                type(value, PartKind::RackFrame);
            else if (key.text() == "fits_only_in")
                each(value, [&](const YamlNode& node) { type(node, PartKind::RackScale); });
            else if (key.text() == "contents" || key.text() == "layout")
                each(value, [&](const YamlNode& node) {
                    if (const auto content = node.find("type"))
                        type(*content, std::nullopt);
                });
            else if (key.text() == "sources")
                each(value, [&](const YamlNode& node) { source(node); });
            else if (key.text() == "figures")
                figures(value);
        }
    }

private:
    template <class Visit> void each(const YamlNode& list, Visit visit)
    {
        for (const YamlNode& item : list.items())
            visit(item);
    }

    void figures(const YamlNode& figures)
    {
        for (const auto& [key, figure] : figures.entries()) {
            const auto sources = figure.isMap() ? figure.find("sources") : std::nullopt;
            if (sources)
                each(*sources, [&](const YamlNode& node) { source(node); });
        }
    }

    void source(const YamlNode& node)
    {
        const auto id = SourceId::parse(node.text());
        if (id && !m_catalog.source(*id) && !(m_known && m_known->source(*id)))
            m_errors.add([&] { return node.mismatch("the id of a document in 'sources'"); });
    }

    void type(const YamlNode& node, std::optional<PartKind> kind)
    {
        const auto id = TypeId::parse(node.text());
        if (!id)
            return;
        PartRef part = m_catalog.part(*id);
        if (!part && m_known)
            part = m_known->part(*id);
        if (!part)
            m_errors.add([&] { return node.mismatch("the id of a part of the catalog"); });
        else if (kind && part->kind != *kind)
            m_errors.add([&] { return node.mismatch(fmt::format("a part of the kind '{}'", word(*kind))); });
    }

    const Catalog& m_catalog;
    const Catalog* m_known;
    YamlErrors& m_errors;
};

/// Reading the text is nine tenths of the time, so each file has its own thread.
std::vector<std::future<Result<YamlTree>>> readTogether(std::span<const NamedText> files)
{
    std::vector<std::future<Result<YamlTree>>> readings;
    for (const NamedText& file : files) {
        readings.push_back(
            std::async(files.size() > 1 ? std::launch::async : std::launch::deferred, [&file] {
                return readYaml(file.text, file.name, catalogLimits, EndMark::Required);
            }));
    }
    return readings;
}

void refuseId(const YamlValue& entry, std::string_view expected)
{
    if (const auto id = entry.node().find("id"))
        entry.errors().add([&] { return id->mismatch(expected); });
}

/// One file into the library; `parts` receives the entries for the look-up of references.
void readFile(const YamlTree& tree, Catalog& catalog, std::vector<YamlNode>& parts,
              YamlErrors& errors)
{
    YamlMap map{tree.root(), errors};
    if (!map.present())
        return;
    map.format(catalogFormat);
    for (const YamlValue& item : map.itemsIf("sources")) {
        const std::size_t before = errors.count();
        Source source = readSource(item);
        if (errors.count() != before)
            continue;
        if (!catalog.add(std::move(source)))
            refuseId(item, "an id that no other document has");
    }
    for (const YamlValue& item : map.itemsIf("parts")) {
        const std::size_t before = errors.count();
        auto part = std::make_shared<PartType>(readPart(item));
        if (errors.count() != before)
            continue;
        parts.push_back(item.node());
        if (!catalog.add(std::move(part)))
            refuseId(item, "an id that no other part has");
    }
}

} // namespace

PartType readPart(const YamlValue& value)
{
    YamlMap map = value.map();
    PartType part{.id = map.id<PartTag>("id")};
    part.vendor = map.text("vendor");
    part.model = map.text("model");
    part.kind = readWord<PartKind>(map.at("kind"));
    part.role = readWord<DeviceRole>(map.at("role"));
    part.availability = readWord<Availability>(map.at("availability"));
    part.since = map.textIf("since").value_or("");
    part.confidence = readWord<Confidence>(map.at("confidence"));
    readOrigin(part, map);
    part.notes = map.textsIf("notes", {1, 65'536});
    if (const auto mounting = map.find("mounting"))
        part.body.mounting = readWord<Mounting>(*mounting);
    part.body.halfWidth = map.flagIf("half_width").value_or(false);
    if (const auto airflow = map.find("airflow"))
        part.cooling.airflow = readWord<Airflow>(*airflow);
    if (const auto accelerator = map.find("accelerator")) {
        if (part.kind == PartKind::Accelerator)
            accelerator->complain("an accelerator is its own");
        part.accelerator.emplace().type = accelerator->id<PartTag>();
    }
    if (const auto holds = map.find("holds"))
        part.rack.emplace().holds = readWord<Mounting>(*holds);
    part.frame = map.idIf<PartTag>("frame");
    if (const auto systems = map.find("fits_only_in"))
        part.fitsOnlyIn = systems->ids<PartTag>();

    if (const auto figures = map.at("figures"); figures.present())
        readFigures(part, figures);
    for (const YamlValue& item : map.itemsIf("power_inputs"))
        part.inputs.push_back(readInput(item));
    for (const YamlValue& item : map.itemsIf("ports"))
        part.cages.push_back(readCages(item));
    readFlow(part, map);
    readContents(part, map);
    readBlocks(part, map);

    if (part.rack && part.kind != PartKind::RackFrame)
        map.complain("only parts of the kind 'rack' have the key 'holds'");
    if (part.rack && !part.figure("rack_units") && !part.figure("open_units"))
        map.complain("'holds' needs the figure 'rack_units' or 'open_units'");
    checkPairs(part, map);
    fillMembers(part);
    return part;
}

Source readSource(const YamlValue& value)
{
    YamlMap map = value.map();
    Source source{.id = map.id<SourceTag>("id")};
    source.title = map.text("title");
    source.publisher = map.textIf("publisher").value_or("");
    source.date = map.textIf("date").value_or("");
    return source;
}

void checkReferences(const YamlNode& part, const Catalog& catalog, YamlErrors& errors)
{
    References{catalog, errors}.check(part);
}

Result<Catalog> readCatalog(std::span<const NamedText> files, std::vector<Error>* all, const Catalog* known)
{
    Catalog catalog;
    YamlErrors errors;
    std::vector<YamlTree> trees;
    std::vector<YamlNode> parts;
    for (auto& reading : readTogether(files)) {
        auto tree = reading.get();
        if (!tree) {
            errors.add([&] { return tree.error(); });
            continue;
        }
        readFile(*tree, catalog, parts, errors);
        trees.push_back(*std::move(tree));
    }
    // A part that could not be read is not there: references to it would only repeat the first
    // error.
    if (errors.empty()) {
        References references{catalog, errors, known};
        for (const YamlNode& part : parts)
            references.check(part);
    }
    if (all)
        *all = errors.list();
    if (!errors.empty())
        return errors.first();
    return catalog;
}

Result<Catalog> shippedCatalog()
{
    const auto paths = resourceFiles("catalog", ".yaml");
    if (paths.empty())
        return fail(
            "The catalog is missing: there is no folder 'catalog' with the program's resources");
    std::vector<NamedText> files;
    for (const auto& path : paths) {
        auto text = readResource(path);
        if (!text)
            return tl::unexpected{text.error().in("The catalog cannot be read")};
        files.push_back({path.filename().string(), *std::move(text)});
    }
    return readCatalog(files);
}

} // namespace colonnade::model
