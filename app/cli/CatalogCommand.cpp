#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/CatalogJson.h"
#include "model/exchange/CatalogReader.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Text.h"

#include <fmt/ranges.h>

namespace colonnade::cli {

namespace {

using namespace model;

std::string valueText(const Figure& figure)
{
    if (const auto number = figure.number())
        return withUnit(*number, figure.kind->unit, 4);
    if (const auto* flag = std::get_if<bool>(&figure.value))
        return *flag ? "yes" : "no";
    if (const auto* text = std::get_if<std::string>(&figure.value))
        return *text;
    if (const auto* words = std::get_if<std::vector<std::string>>(&figure.value))
        return fmt::format("{}", fmt::join(*words, ", "));
    std::string out;
    for (const double number : std::get<std::vector<double>>(figure.value))
        out += (out.empty() ? "" : ", ") + shortest(number);
    return out + (figure.kind->unit.empty() ? "" : " " + std::string(figure.kind->unit));
}

std::string partText(const PartType& part, const Catalog& documents)
{
    std::vector<std::vector<std::string>> rows;
    for (const Figure& figure : part.figures)
        rows.push_back({std::string(figure.kind->label), valueText(figure), std::string(word(figure.basis)), figure.note});
    std::string out = fmt::format("{} {} ({}, {}, confidence {})\n\n", part.vendor, part.model, word(part.kind),
                                  word(part.availability), word(part.confidence));
    out += table({"figure", "value", "basis", "note"}, rows);
    out += part.sources.empty() ? "\nSources: none\n" : "\nSources:\n";
    for (const SourceId& id : part.sources) {
        const Source* source = documents.source(id);
        out += fmt::format("- {}\n", source ? source->title : id.text());
    }
    for (const std::string& note : part.notes)
        out += fmt::format("Note: {}\n", note);
    return out;
}

std::string listText(const std::vector<PartRef>& parts)
{
    std::vector<std::vector<std::string>> rows;
    for (const PartRef& part : parts)
        rows.push_back({part->id.text(), part->vendor, part->model, std::string(word(part->kind)),
                        std::string(word(part->availability))});
    return table({"id", "vendor", "model", "kind", "availability"}, rows);
}

class CatalogCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("catalog", "The parts that are known; validation of a catalog file");
        command->require_subcommand(0, 1);
        m_listing = command->add_subcommand("list", "All parts, or those whose kind, vendor or model holds a word");
        m_listing->add_option("word", m_word, "Word to look for")->type_name("WORD");
        m_showing = command->add_subcommand("show", "One part with its figures and their origins");
        m_showing->add_option("id", m_id, "Id of the part")->required()->type_name("ID");
        m_checking = command->add_subcommand("check", "Validate catalog files; they may refer to what the shipped catalog has");
        m_checking->add_option("files", m_files, "Catalog files")->required()->type_name("FILE");
        for (CLI::App* sub : {m_listing, m_showing}) {
            addFormat(*sub, m_format, {"text", "json"});
            sub->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        }
        command->footer("Example: colonnade catalog show nvidia-qm9700");
        m_listing->footer("Example: colonnade catalog list switch");
        m_showing->footer("Example: colonnade catalog show nvidia-qm9700 --format json");
        m_checking->footer("Example: colonnade catalog check our-parts.yaml");
        return command;
    }

    int run() override
    {
        if (m_checking->parsed())
            return check();
        const auto catalog = shippedCatalog();
        if (!catalog)
            return refuse(catalog.error());
        if (m_showing->parsed()) {
            const auto id = TypeId::parse(m_id);
            const PartRef part = id ? catalog->part(*id) : nullptr;
            if (!part)
                return refuse({fmt::format("The catalog has no part '{}'", shown(m_id))});
            return deliver(m_format == Format::Json ? catalogJson({part}, *catalog) : partText(*part, *catalog), m_output,
                           {".json", ".txt"});
        }
        std::vector<PartRef> parts;
        for (const auto& [id, part] : catalog->parts()) {
            if (matches(*part))
                parts.push_back(part);
        }
        return deliver(m_format == Format::Json ? catalogJson(parts, *catalog) : listText(parts), m_output, {".json", ".txt"});
    }

private:
    [[nodiscard]] bool matches(const PartType& part) const
    {
        const auto lower = [](std::string text) {
            for (char& c : text)
                c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            return text;
        };
        const std::string all = lower(fmt::format("{} {} {} {} {}", part.id, part.vendor, part.model, word(part.kind),
                                                  word(part.availability)));
        return all.find(lower(m_word)) != std::string::npos;
    }

    [[nodiscard]] int check() const
    {
        std::vector<NamedText> texts;
        for (const std::string& path : m_files) {
            auto file = readFile(path, catalogLimits.bytes);
            if (!file)
                return refuse(file.error());
            texts.push_back({path, std::move(file->bytes)});
        }
        const auto shipped = shippedCatalog();
        if (!shipped)
            return refuse(shipped.error());
        std::vector<Error> errors;
        const auto catalog = readCatalog(texts, &errors, &*shipped);
        if (catalog)
            return deliver(fmt::format("{} parts, {} documents\n", catalog->parts().size(), catalog->sources().size()), {});
        for (const Error& error : errors)
            say(error.text);
        return errors.empty() ? refuse(catalog.error()) : Refused;
    }

    CLI::App* m_listing = nullptr;
    CLI::App* m_showing = nullptr;
    CLI::App* m_checking = nullptr;
    std::string m_word, m_id, m_output;
    std::vector<std::string> m_files;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> catalogCommand()
{
    return std::make_unique<CatalogCommand>();
}

} // namespace colonnade::cli
