#include "model/exchange/package/PackageImport.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/Sha256.h"
#include "model/exchange/package/PackageJson.h"
#include "model/rules/Engine.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <optional>
#include <set>

namespace colonnade::model {

namespace {

using Json = nlohmann::json;

/// Members of a package that are typed where they are read.
class Document {
public:
    Document(Json root, std::string_view file) : m_root(std::move(root)), m_file{shown(file)} {} // In braces it would be a list of one.

    [[nodiscard]] const Json& root() const { return m_root; }
    [[nodiscard]] const std::string& file() const { return m_file; }

    /// A text at "key" or "key.key"; fails where there is none.
    [[nodiscard]] Result<std::string> text(std::string_view path) const
    {
        const Json* found = at(path);
        if (!found)
            return fail("File '{}': found no key '{}', expected it in a reference package", m_file, path);
        if (!found->is_string())
            return fail("File '{}', key '{}': found {}, expected a text", m_file, path, kind(*found));
        return found->get<std::string>();
    }
    /// The same, or nothing.
    [[nodiscard]] std::string textOr(std::string_view path) const
    {
        const Json* found = at(path);
        return found && found->is_string() ? found->get<std::string>() : std::string{};
    }
    [[nodiscard]] const Json* at(std::string_view path) const
    {
        const Json* value = &m_root;
        while (!path.empty()) {
            const auto dot = path.find('.');
            const std::string key{path.substr(0, dot)};
            path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
            if (!value->is_object() || !value->contains(key))
                return nullptr;
            value = &(*value)[key];
        }
        return value;
    }
    static std::string_view kind(const Json& value)
    {
        return value.is_null() ? "null"
            : value.is_object() ? "an object"
            : value.is_array()  ? "a list"
            : value.is_string() ? "a text"
            : value.is_number() ? "a number"
                                : "true or false";
    }

private:
    Json m_root;
    std::string m_file;
};

std::optional<int> majorOf(std::string_view version)
{
    int major = 0;
    const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), major);
    const bool good = error == std::errc{} && (end == version.data() + version.size() || *end == '.');
    return good ? std::optional{major} : std::nullopt;
}

/// That it is a package, and one of a version that this program knows.
Result<void> checkedFormat(const Document& document)
{
    if (!document.root().is_object())
        return fail("File '{}': found {}, expected the object of a reference package", document.file(), Document::kind(document.root()));
    const auto format = document.text("format");
    if (!format)
        return tl::unexpected{format.error()};
    if (*format != packageFormat)
        return fail("File '{}', key 'format': found '{}', expected '{}'", document.file(), shown(*format), packageFormat);
    const auto version = document.text("format_version");
    if (!version)
        return tl::unexpected{version.error()};
    const auto major = majorOf(*version);
    if (!major)
        return fail("File '{}', key 'format_version': found '{}', expected a version as '{}'", document.file(), shown(*version), packageFormatVersion);
    if (*major > majorOf(packageFormatVersion).value_or(1))
        return fail("File '{}', key 'format_version': found '{}', and this version of Colonnade reads up to '{}'", document.file(), shown(*version),
                    packageFormatVersion);
    return {};
}

/// The text of the design, proved to be the one that the package was made of.
Result<std::string> designTextOf(const Document& document)
{
    const auto stated = document.text("design.sha256");
    if (!stated)
        return tl::unexpected{stated.error()};
    if (!document.at("design.text"))
        return fail("File '{}': the package carries no design, as it is of format version {} and for audience '{}'; the key 'design.text' is written from "
                    "version 1.2 on, for audience 'internal'",
                    document.file(), shown(document.textOr("format_version")), shown(document.textOr("package.audience")));
    auto text = document.text("design.text");
    if (!text)
        return text;
    if (const std::string found = sha256(*text); found != *stated)
        return fail("File '{}', key 'design.text': found a text of SHA-256 {}, expected that of 'design.sha256', {}; it was changed after the package was made",
                    document.file(), found.substr(0, 12), shown(*stated, 12));
    return text;
}

/// What the maker said about the package, so that it can be made again.
PackageOptions optionsOf(const Document& document)
{
    PackageOptions options;
    options.title = document.textOr("package.title");
    options.revision = document.textOr("package.revision");
    options.status = packageStatusFrom(document.textOr("package.status"));
    options.issuedOn = document.textOr("package.issued_on");
    options.issuer = document.textOr("package.issuer");
    options.recipient = document.textOr("package.recipient");
    options.marking = document.textOr("package.marking");
    options.file = document.textOr("design.file");
    options.programVersion = document.textOr("design.program_version");
    if (const Json* share = document.at("cabling.spare_share"); share && share->is_number())
        options.spareShare = share->get<double>();
    return options;
}

/// Compares what a package says with what the program derives, value by value. Keys that only one of the two has belong to
/// another minor version and are counted, not compared.
class Comparison {
public:
    Comparison(const Json& package, const Json& derived, PackageImport& out) : m_out{out} { walk(package, derived, ""); }
    [[nodiscard]] std::size_t unknown() const { return m_unknown; }

private:
    void walk(const Json& package, const Json& derived, const std::string& path)
    {
        // Of the file and not of the design: who wrote it, and what lies beside it.
        if (path == "/format_version" || path == "/files")
            return;
        if (package.is_object() && derived.is_object()) {
            for (const auto& [key, value] : package.items()) {
                if (const auto other = derived.find(key); other != derived.end())
                    walk(value, *other, fmt::format("{}/{}", path, key));
                else
                    ++m_unknown;
            }
            return;
        }
        if (package.is_array() && derived.is_array()) {
            if (package.size() != derived.size())
                add(path, fmt::format("the package has {} entries, the program gives {}", package.size(), derived.size()));
            for (std::size_t i = 0; i < std::min(package.size(), derived.size()); ++i)
                walk(package[i], derived[i], fmt::format("{}/{}", path, i));
            return;
        }
        ++m_out.compared;
        if (package != derived)
            add(path, fmt::format("the package has {}, the program gives {}", shown(dumped(package)), shown(dumped(derived))));
    }
    static std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }
    void add(const std::string& path, const std::string& what)
    {
        if (++m_out.differing <= packageDifferencesShown)
            m_out.differences.push_back(fmt::format("{}: {}", shown(path, 200), what));
    }

    PackageImport& m_out;
    std::size_t m_unknown = 0;
};

/// The profile that the package was made with, found by the hash of its settings among those that it may be; otherwise the first that
/// can be read, and the sentence that says so.
struct JudgedBy {
    Profile profile;
    std::string note;
};
Result<JudgedBy> profileFor(const Document& document, const Design& design, std::string_view file, const std::string& asked)
{
    const std::string stated = document.textOr("design.profile_sha256");
    const std::vector<std::string> names = asked.empty() ? std::vector{document.textOr("design.profile"), design.profile()} : std::vector{asked};
    std::optional<Profile> first;
    Error error;
    for (const std::string& name : names) {
        auto profile = profileOf(design, file, name);
        if (!profile) {
            error = profile.error();
            continue;
        }
        if (sha256(profile->fingerprint()) == stated)
            return JudgedBy{std::move(*profile), {}};
        if (!first)
            first = std::move(*profile);
    }
    if (!first)
        return tl::unexpected{error};
    std::string note = fmt::format("The rule profile '{}' has other settings here than when the package was made, so findings may differ; '--profile' takes another", first->id);
    return JudgedBy{std::move(*first), std::move(note)};
}

void compareFigures(PackageImport& out, const Document& document, std::string_view file, const PackageImportOptions& options)
{
    const auto judge = profileFor(document, out.design, file, options.profile);
    if (!judge) {
        out.notTaken.push_back(fmt::format("Figures and findings: the program derives them from the design. They were not compared: {}", judge.error().text));
        return;
    }
    if (!judge->note.empty())
        out.notTaken.push_back(judge->note);
    const PackageOptions control = optionsOf(document);
    const std::string day = isIsoDate(control.issuedOn) ? control.issuedOn : options.today;
    const Evaluation evaluation = RuleEngine{}.evaluate(out.design, judge->profile, day);
    const std::string again = packageJson(packageOf(out.design, judge->profile, evaluation, packageWorkloads(out.design, judge->profile), control));
    const auto derived = parseJson(again, "the package made anew", packageLimits);
    if (!derived) {
        out.notTaken.push_back(fmt::format("Figures and findings: the program derives them from the design. They were not compared: {}", derived.error().text));
        return;
    }
    const Comparison comparison{document.root(), *derived, out};
    if (out.differing > packageDifferencesShown)
        out.differences.push_back(fmt::format("{} more", out.differing - packageDifferencesShown));
    out.notTaken.push_back(fmt::format("Figures and findings, which the program derives from the design: of {} values that both have, {}", out.compared,
                                       out.differing == 0 ? std::string{"all agree"} : fmt::format("there are {} differences", out.differing)));
    if (comparison.unknown() > 0)
        out.notTaken.push_back(fmt::format("{} values that this version does not know, as the package is of format version {}", comparison.unknown(),
                                           shown(document.textOr("format_version"))));
}

void tellTheRest(PackageImport& out, const Document& document)
{
    const Design& design = out.design;
    out.taken.push_back(fmt::format("The design '{}' as the package carries it: {} rack designs, {} pod designs, the hall, {} catalog entries, {} workloads, {} waivers; "
                                    "its SHA-256 is the stated one",
                                    shown(design.name()), design.rackDesigns().size(), design.podDesigns().size(), design.catalog().parts().size(),
                                    design.workloads().size(), design.waivers().size()));
    out.notTaken.push_back("Title, revision, status, date, issuer, recipient and marking, which are of the document and not of the design");
    const Json* files = document.at("files");
    if (files && files->is_array() && !files->empty())
        out.notTaken.push_back(fmt::format("The {} tables beside the package, which are made from the design again", files->size()));
}

} // namespace

Result<PackageImport> readPackage(std::string_view text, std::string_view file, const PackageImportOptions& options)
{
    auto json = parseJson(text, file, packageLimits);
    if (!json)
        return tl::unexpected{json.error()};
    const Document document{std::move(*json), file};
    if (const auto good = checkedFormat(document); !good)
        return tl::unexpected{good.error()};
    const auto source = designTextOf(document);
    if (!source)
        return tl::unexpected{source.error()};
    auto design = readDesign(*source, fmt::format("{}, key 'design.text'", file));
    if (!design)
        return tl::unexpected{design.error()};
    PackageImport out;
    out.design = std::move(*design);
    tellTheRest(out, document);
    compareFigures(out, document, file, options);
    return out;
}

} // namespace colonnade::model
