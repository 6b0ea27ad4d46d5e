#include "render/theme/Theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cassert>
#include <cmath>

// Resources of a static library are not registered by themselves; this must stand outside of any
// namespace.
static void registerThemes()
{
    Q_INIT_RESOURCE(themes);
}

namespace colonnade::render {
namespace {

struct Token {
    const char* group;
    const char* key;
    QColor Theme::*member;
};
constexpr Token tokens[] = {
    {"tokens", "window", &Theme::window},
    {"tokens", "panel", &Theme::panel},
    {"tokens", "canvas", &Theme::canvas},
    {"tokens", "field", &Theme::field},
    {"tokens", "hover", &Theme::hover},
    {"tokens", "selected", &Theme::selected},
    {"tokens", "text", &Theme::text},
    {"tokens", "text2", &Theme::text2},
    {"tokens", "line", &Theme::line},
    {"tokens", "strong", &Theme::strong},
    {"tokens", "accent", &Theme::accent},
    {"tokens", "onAccent", &Theme::onAccent},
    {"tokens", "error", &Theme::error},
    {"tokens", "warning", &Theme::warning},
    {"tokens", "warningFill", &Theme::warningFill},
    {"tokens", "info", &Theme::info},
    {"tokens", "ok", &Theme::ok},
    {"tokens", "waived", &Theme::waived},
    {"tokens", "notEvaluated", &Theme::notEvaluated},
    {"drawing", "face", &Theme::face},
    {"drawing", "faceLine", &Theme::faceLine},
    {"drawing", "cage", &Theme::cage},
    {"drawing", "vent", &Theme::vent},
    {"drawing", "led", &Theme::led},
    {"drawing", "frame", &Theme::frame},
    {"drawing", "opening", &Theme::opening},
    {"drawing", "post", &Theme::post},
    {"drawing", "unitLine", &Theme::unitLine},
    {"drawing", "cold", &Theme::cold},
    {"drawing", "onCold", &Theme::onCold},
    {"drawing", "hot", &Theme::hot},
    {"drawing", "onHot", &Theme::onHot},
    {"drawing", "floor", &Theme::floor},
    {"drawing", "tile", &Theme::tile},
    {"drawing", "column", &Theme::column},
    {"drawing", "keepOut", &Theme::keepOut},
    {"pipes", "supply", &Theme::supply},
    {"pipes", "return", &Theme::returnPipe},
};

constexpr const char* kindKeys[model::deviceRoleCount] = {
    "compute", "scaleUpSwitch", "scaleOutSwitch", "management", "power",
    "cooling", "storage",       "host",           "passive"};

model::Result<QColor> colourFrom(const QJsonValue& value, const QString& token)
{
    const QColor colour{value.toString()};
    if (!value.isString() || !colour.isValid())
        return model::fail("The theme has no colour '{}'.", token.toStdString());
    return colour;
}

template <std::size_t N>
model::Result<void> readScale(const QJsonObject& root, const QString& key,
                              std::array<QColor, N>& colours)
{
    const auto array = root[key].toArray();
    if (array.size() != static_cast<qsizetype>(N))
        return model::fail("The theme's scale '{}' must have {} colours.", key.toStdString(), N);
    for (std::size_t i = 0; i < N; ++i) {
        auto colour = colourFrom(array[static_cast<qsizetype>(i)], key);
        if (!colour)
            return tl::unexpected{colour.error()};
        colours[i] = *colour;
    }
    return {};
}

template <std::size_t N> QColor interpolated(const std::array<QColor, N>& stops, double share)
{
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(N - 1);
    const auto low = std::min(static_cast<std::size_t>(at), N - 2);
    return mixed(stops[low + 1], stops[low], at - static_cast<double>(low));
}

double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

Theme shipped(ThemeName name)
{
    registerThemes();
    const auto fileName = word(name);
    QFile file{QStringLiteral(":/themes/%1.json")
                   .arg(QLatin1StringView{fileName.data(), qsizetype(fileName.size())})};
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    return Theme::parse(file.readAll()).value();
}

} // namespace

std::string_view word(ThemeName name)
{
    switch (name) {
    case ThemeName::Light: return "light";
    case ThemeName::Dark: return "dark";
    case ThemeName::HighContrast: return "high-contrast";
    }
    return {};
}

QColor Theme::series(int number) const
{
    return kinds[static_cast<std::size_t>(number) % 8];
}

QColor Theme::sequentialAt(double share) const
{
    return interpolated(sequential, share);
}

QColor Theme::divergingAt(double share) const
{
    return interpolated(diverging, (share + 1) / 2);
}

const Theme& Theme::of(ThemeName name)
{
    static const std::array<Theme, 3> themes{shipped(ThemeName::Light), shipped(ThemeName::Dark),
                                             shipped(ThemeName::HighContrast)};
    return themes[static_cast<std::size_t>(name)];
}

model::Result<Theme> Theme::parse(const QByteArray& json)
{
    QJsonParseError error;
    const auto root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return model::fail("The theme is no JSON: {}.", error.errorString().toStdString());

    Theme theme;
    const auto name = root[QLatin1StringView{"name"}].toString().toStdString();
    const ThemeName names[] = {ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast};
    const auto* known = std::ranges::find(names, name, [](ThemeName n) { return word(n); });
    if (known == std::end(names))
        return model::fail("'{}' is no name of a theme.", name);
    theme.name = *known;
    theme.dark = root[QLatin1StringView{"dark"}].toBool();

    for (const auto& token : tokens) {
        auto colour = colourFrom(root[QLatin1StringView{token.group}][QLatin1StringView{token.key}],
                                 QLatin1StringView{token.key});
        if (!colour)
            return tl::unexpected{colour.error()};
        theme.*token.member = *colour;
    }
    for (std::size_t i = 0; i < theme.kinds.size(); ++i) {
        const QLatin1StringView key{kindKeys[i]};
        auto colour = colourFrom(root[QLatin1StringView{"kinds"}][key], key);
        if (!colour)
            return tl::unexpected{colour.error()};
        theme.kinds[i] = *colour;
    }
    if (auto read = readScale(root, QStringLiteral("sequential"), theme.sequential); !read)
        return tl::unexpected{read.error()};
    if (auto read = readScale(root, QStringLiteral("diverging"), theme.diverging); !read)
        return tl::unexpected{read.error()};
    return theme;
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

QColor inkOn(const QColor& background)
{
    return contrast(background, Qt::black) >= contrast(background, Qt::white) ? Qt::black
                                                                              : Qt::white;
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1 - share)));
    };
    return {mix(over.red(), under.red()), mix(over.green(), under.green()),
            mix(over.blue(), under.blue())};
}

} // namespace colonnade::render
