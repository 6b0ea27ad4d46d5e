#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

void JsonType<AnyValue>::write(JsonWriter& json, AnyValue any)
{
    std::visit(
        [&json](const auto& value) {
            using Value = std::remove_cvref_t<decltype(value)>;
            if constexpr (std::same_as<Value, std::vector<std::string>> || std::same_as<Value, std::vector<double>>)
                json.lineArray(value);
            else
                json.value(value);
        },
        *any.value);
}

namespace {

struct FigureView {
    const Figure* figure;
};

std::vector<std::string> texts(const auto& ids)
{
    std::vector<std::string> out;
    for (const auto& id : ids)
        out.push_back(id.text());
    return out;
}

bool isPrice(const Figure& figure)
{
    return figure.kind->key.find("usd") != std::string_view::npos;
}
std::vector<FigureView> figuresOf(const PartType& part, bool prices)
{
    std::vector<FigureView> out;
    for (const Figure& figure : part.figures) {
        if (isPrice(figure) == prices)
            out.push_back({&figure});
    }
    return out;
}

} // namespace

template <> void describe(ObjectShape<FigureView>& shape)
{
    shape.line()
        .field("key", Public, "Key of the figure, with the unit.", [](const FigureView& f) { return f.figure->kind->key; })
        .field("label", Public, "For people.", [](const FigureView& f) { return f.figure->kind->label; })
        .field("value", Public, "Number, word, yes or no, or a list.", [](const FigureView& f) { return AnyValue{&f.figure->value}; })
        .field("unit", Public, "Unit; empty for counts and words.", [](const FigureView& f) { return f.figure->kind->unit; })
        .field("basis", Public, "Where it comes from.", [](const FigureView& f) { return wordOf(f.figure->basis); }, allWords<Basis>())
        .field("confidence", Public, "How far it may be trusted, where that differs from the part's.",
               [](const FigureView& f) {
                   return f.figure->confidence ? std::optional{wordOf(*f.figure->confidence)} : std::nullopt;
               })
        .field("source_ids", Public, "Documents; empty: those of the part.",
               [](const FigureView& f) { return texts(f.figure->sources); })
        .field("note", Public, "A condition or a conflict between sources.", [](const FigureView& f) { return f.figure->note; });
}

template <> void describe(ObjectShape<PartView>& shape)
{
    shape.field("id", Public, "Id in the catalog.", [](const PartView& p) { return p.part->id; })
        .field("maker", Public, "Vendor.", [](const PartView& p) { return p.part->vendor; })
        .field("model", Public, "Name.", [](const PartView& p) { return p.part->model; })
        .field("kind", Public, "Kind of part.", [](const PartView& p) { return wordOf(p.part->kind); }, allWords<PartKind>())
        .field("role", Public, "What it is for.", [](const PartView& p) { return wordOf(p.part->role); }, allWords<DeviceRole>())
        .field("availability", Public, "Whether it can be bought.",
               [](const PartView& p) { return wordOf(p.part->availability); }, allWords<Availability>())
        .field("since", Public, "Since or from when.", [](const PartView& p) { return p.part->since; })
        .field("confidence", Public, "How far its figures may be trusted.",
               [](const PartView& p) { return wordOf(p.part->confidence); }, allWords<Confidence>())
        .field("source_ids", Public, "Documents; empty: it has none.", [](const PartView& p) { return texts(p.part->sources); })
        .field("figures", Public, "All figures but prices.", [](const PartView& p) { return figuresOf(*p.part, false); })
        .field("prices", Price, "Prices in USD.", [](const PartView& p) { return figuresOf(*p.part, true); })
        .field("notes", Public, "Remarks of the catalog.", [](const PartView& p) { return p.part->notes; });
}

template <> void describe(ObjectShape<SourceLine>& shape)
{
    shape.line()
        .field("id", Public, "Id that parts and figures name.", [](const SourceLine& s) { return s.source.id; })
        .field("title", Public, "Document with revision or page.", [](const SourceLine& s) { return s.source.title; })
        .field("publisher", Public, "Who publishes it.", [](const SourceLine& s) { return s.source.publisher; })
        .field("date", Public, "ISO date of the document or of its reading.", [](const SourceLine& s) { return s.source.date; })
        .field("parts", Public, "Parts of this package with figures from it.", &SourceLine::parts);
}

template <> void describe(ObjectShape<UnsourcedFigure>& shape)
{
    shape.line()
        .field("part_id", Public, "Part.", &UnsourcedFigure::part)
        .field("figure", Public, "Figure.", &UnsourcedFigure::figure)
        .field("note", Public, "What the catalog says of it.", &UnsourcedFigure::note);
}

} // namespace colonnade::model::package
