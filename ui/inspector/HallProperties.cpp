#include "ui/inspector/Properties.h"

#include "ui/document/Words.h"
#include "ui/inspector/AirProperties.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <algorithm>

namespace colonnade::ui {

void Properties::showHall()
{
    const model::Hall& hall = *m_session.design()->hall();
    m_form.heading(tr("Hall"));
    m_form.field(QStringLiteral("hall-name"), tr("Name"), words(hall.name), [this](const QString& text) {
        changeHall(tr("Rename hall to %1").arg(text),
                   [text](model::Hall& h) { h.name = utf8(text.trimmed()); });
    });
    const auto box = hall.outline.empty() ? model::FloorRect{} : model::boundingBox(hall.outline);
    const bool rectangular = hall.outline.size() <= 4;
    const auto outline = [&](const char* fieldName, const QString& label, bool width) {
        m_form.number(QLatin1String(fieldName), label,
                      static_cast<double>(width ? box.size.width.value() : box.size.depth.value()),
                      QStringLiteral("mm"), [this, box, width](std::optional<double> value) {
                          changeHall(tr("Resize the hall"), [box, width, value](model::Hall& h) {
                              model::FloorRect next = box;
                              (width ? next.size.width : next.size.depth)
                                  = model::Millimetres{static_cast<std::int64_t>(std::llround(*value))};
                              const auto left = next.at.x, right = next.right(), low = next.at.y,
                                         top = next.top();
                              h.outline = {{left, low}, {right, low}, {right, top}, {left, top}};
                          });
                      })
            ->within(1000, 10000000);
    };
    if (rectangular) {
        outline("hall-width", tr("East–west"), true);
        outline("hall-depth", tr("North–south"), false);
    } else {
        m_form.text(tr("Outline"), tr("%1 corners").arg(hall.outline.size()));
    }
    const auto length = [&](const char* fieldName, const QString& label, model::Millimetres now,
                            model::Millimetres model::Hall::*member, double least, double most, const QString& tip) {
        m_form.number(QLatin1String(fieldName), label, static_cast<double>(now.value()), QStringLiteral("mm"),
                      [this, label, member](std::optional<double> value) {
                          changeHall(tr("Set %1 of the hall").arg(label.toLower()),
                                     [member, value](model::Hall& h) {
                                         h.*member = model::Millimetres{
                                             static_cast<std::int64_t>(std::llround(*value))};
                                     });
                      },
                      false, tip)
            ->within(least, most);
    };
    length("hall-height", tr("Ceiling"), hall.height, &model::Hall::height, 1000, 100000, tr("Floor to ceiling"));
    length("hall-trays", tr("Cable trays"), hall.trayHeight, &model::Hall::trayHeight, 0, 100000, tr("Above the floor"));
    length("hall-tile", tr("Tile"), hall.tile, &model::Hall::tile, 10, 10000, tr("Grid pitch; the plan snaps to it"));
    m_form.number(QStringLiteral("hall-rating"), tr("Floor rating"),
                  hall.floorRating ? std::optional(hall.floorRating->value()) : std::nullopt,
                  QStringLiteral("kPa"), [this](std::optional<double> value) {
                      changeHall(tr("Set the floor rating"), [value](model::Hall& h) {
                          h.floorRating = value ? std::optional(model::Kilopascals{*value}) : std::nullopt;
                      });
                  },
                  true, tr("Distributed load that the floor takes"))
        ->within(0.1, 1000);
    const model::Structure& structure = hall.structure;
    m_form.number(QStringLiteral("hall-panel"), tr("Point load"),
                  structure.panelLoad ? std::optional(structure.panelLoad->value() / 1000) : std::nullopt,
                  QStringLiteral("kN"), [this](std::optional<double> value) {
                      changeHall(tr("Set the point load of the floor"), [value](model::Hall& h) {
                          h.structure.panelLoad = value ? std::optional(model::Newtons{*value * 1000}) : std::nullopt;
                      });
                  },
                  true, tr("That a panel of the floor, or the slab, takes of one foot"))
        ->within(0.001, 1000);
    m_form.number(QStringLiteral("hall-deflector"), tr("Sprinklers"),
                  structure.sprinklers && structure.sprinklers->deflector
                      ? std::optional(static_cast<double>(structure.sprinklers->deflector->value()))
                      : std::nullopt,
                  QStringLiteral("mm"), [this](std::optional<double> value) {
                      changeHall(tr("Set the height of the sprinklers"), [value](model::Hall& h) {
                          model::Sprinklers heads = h.structure.sprinklers.value_or(model::Sprinklers{});
                          heads.installed = heads.installed || value.has_value();
                          heads.deflector = value ? std::optional(model::Millimetres{std::lround(*value)}) : std::nullopt;
                          h.structure.sprinklers = heads;
                      });
                  },
                  true, tr("Height of their deflectors above the floor"))
        ->within(1000, 100000);
    m_form.number(QStringLiteral("hall-altitude"), tr("Altitude"), hall.altitude.value(), QStringLiteral("m"),
                  [this](std::optional<double> value) {
                      changeHall(tr("Set the altitude"),
                                 [value](model::Hall& h) { h.altitude = model::Metres{*value}; });
                  })
        ->within(-500, 9000);
    m_form.line();
    m_form.heading(tr("Room air"));
    const model::AirCooling air = hall.air.value_or(model::AirCooling{});
    const auto airChange = [this](const QString& step, std::function<void(model::AirCooling&)> field) {
        changeHall(step, [field = std::move(field)](model::Hall& h) {
            model::AirCooling changed = h.air.value_or(model::AirCooling{});
            field(changed);
            h.air = changed.units > 0 ? std::optional(changed) : std::nullopt;
        });
    };
    m_form.number(QStringLiteral("air-units"), tr("Air handlers"), air.units, {},
                  [airChange](std::optional<double> value) {
                      airChange(tr("Set the number of air handlers"), [value](model::AirCooling& a) {
                          a.units = static_cast<int>(std::clamp(std::lround(*value), 0L, 1000L));
                      });
                  })
        ->within(0, 10000);
    if (air.units > 0) {
        m_form.number(QStringLiteral("air-spare"), tr("Of these spare"), air.spare, {},
                      [airChange](std::optional<double> value) {
                          airChange(tr("Set the spare air handlers"), [value](model::AirCooling& a) {
                              a.spare = static_cast<int>(std::clamp(std::lround(*value), 0L, 1000L));
                          });
                      })
        ->within(0, 10000);
        m_form.number(QStringLiteral("air-each"), tr("Sensible, each"), air.sensibleEach.value() / 1000,
                      QStringLiteral("kW"), [airChange](std::optional<double> value) {
                          airChange(tr("Set the capacity of the air handlers"), [value](model::AirCooling& a) {
                              a.sensibleEach = model::Watts{*value * 1000};
                          });
                      })
        ->within(0, 10000000);
        m_form.number(QStringLiteral("air-supply"), tr("Supply"),
                      air.supply ? std::optional(air.supply->value()) : std::nullopt, QStringLiteral("°C"),
                      [airChange](std::optional<double> value) {
                          airChange(tr("Set the air supply"), [value](model::AirCooling& a) {
                              a.supply = value ? std::optional(model::Celsius{*value}) : std::nullopt;
                          });
                      },
                      true)
        ->within(-50, 150);
    }
    showRoomAir(m_form, hall, [this](const QString& step, std::function<void(model::Hall&)> field) { changeHall(step, std::move(field)); });
    showFloorFacts(m_session.design()->facts());
}

} // namespace colonnade::ui
