#include "ui/elevation/DragData.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPixmap>

namespace colonnade::ui {
namespace {

constexpr qsizetype mostBytes = 1 << 20; // From other programs anything may come.

std::unique_ptr<QMimeData> mimeWith(const char* type, const QByteArray& bytes, const QString& text)
{
    auto data = std::make_unique<QMimeData>();
    data->setData(QLatin1StringView{type}, bytes);
    data->setText(text);
    return data;
}

std::optional<std::string> idIn(const QMimeData& data, const char* type)
{
    const QLatin1StringView format{type};
    if (!data.hasFormat(format))
        return std::nullopt;
    const QByteArray bytes = data.data(format);
    return bytes.size() <= 256 ? std::optional{bytes.trimmed().toStdString()} : std::nullopt;
}

} // namespace

std::unique_ptr<QMimeData> mimeOf(const model::PartType& part)
{
    return mimeWith(partMimeType, QByteArray::fromStdString(part.id.text()), words(part.model));
}

std::unique_ptr<QMimeData> mimeOf(const DevicesInHand& devices)
{
    QJsonArray ids;
    for (const model::DeviceId& id : devices.devices)
        ids.append(words(id.text()));
    const QJsonObject root{{QStringLiteral("rack"), words(devices.rack.text())},
                           {QStringLiteral("devices"), ids}};
    QStringList lines;
    for (const model::DeviceId& id : devices.devices)
        lines << words(devices.rack.path + "/" + id.text());
    return mimeWith(devicesMimeType, QJsonDocument{root}.toJson(QJsonDocument::Compact),
                    lines.join(QLatin1Char{'\n'}));
}

std::unique_ptr<QMimeData> mimeOf(const model::RackDesign& rack)
{
    return mimeWith(rackDesignMimeType, QByteArray::fromStdString(rack.id().text()),
                    words(rack.name()));
}

model::PartRef partIn(const QMimeData& data, const model::Catalog& catalog)
{
    const auto text = idIn(data, partMimeType);
    const auto id = text ? model::TypeId::parse(*text)
                         : model::Result<model::TypeId>{tl::unexpected{model::Error{}}};
    return id ? catalog.part(*id) : nullptr;
}

std::optional<DevicesInHand> devicesIn(const QMimeData& data)
{
    const QLatin1StringView format{devicesMimeType};
    if (!data.hasFormat(format))
        return std::nullopt;
    const QByteArray bytes = data.data(format);
    if (bytes.size() > mostBytes)
        return std::nullopt;
    const QJsonObject root = QJsonDocument::fromJson(bytes).object();
    DevicesInHand devices;
    devices.rack = model::Subject::parse(utf8(root[QLatin1StringView{"rack"}].toString()));
    for (const QJsonValue& value : root[QLatin1StringView{"devices"}].toArray()) {
        if (auto id = model::DeviceId::parse(utf8(value.toString())))
            devices.devices.push_back(std::move(*id));
    }
    return devices.devices.empty() ? std::nullopt : std::optional{std::move(devices)};
}

std::optional<model::RackDesignId> rackDesignIn(const QMimeData& data)
{
    const auto text = idIn(data, rackDesignMimeType);
    if (!text)
        return std::nullopt;
    auto id = model::RackDesignId::parse(*text);
    return id ? std::optional{std::move(*id)} : std::nullopt;
}

void showNothingInHand(QDrag& drag)
{
    QPixmap dot(1, 1);
    dot.fill(theme().text);
    drag.setPixmap(dot);
    drag.setHotSpot({0, 0});
}

} // namespace colonnade::ui
