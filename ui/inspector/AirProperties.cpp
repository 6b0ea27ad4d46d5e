#include "ui/inspector/AirProperties.h"

#include "model/edit/RearDoorEdits.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"

#include <QCoreApplication>

#include <array>

namespace colonnade::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AirProperties", text);
}

template <class Q> std::optional<double> plain(const std::optional<Q>& quantity)
{
    return quantity ? std::optional<double>(quantity->value()) : std::nullopt;
}

std::optional<double> percentOf(const std::optional<double>& share)
{
    return share ? std::optional(*share * 100) : std::nullopt;
}

/// Known, and which: "not known", "no", "yes".
void answer(PropertyForm& form, const QString& name, const QString& label, const std::optional<bool>& now, std::function<void(std::optional<bool>)> taken,
            const QString& toolTip)
{
    form.choice(name, label, {tr("not known"), tr("no"), tr("yes")}, now ? (*now ? 2 : 1) : 0,
                [taken = std::move(taken)](int chosen) { taken(chosen == 0 ? std::nullopt : std::optional(chosen == 2)); }, toolTip);
}

void showHandlers(PropertyForm& form, const model::AirCooling& air, const HallChange& change)
{
    const auto set = [change](const QString& step, auto field) {
        change(step, [field](model::Hall& hall) {
            if (hall.air)
                field(*hall.air);
        });
    };
    form.number(QStringLiteral("air-flow"), tr("Airflow, each"), plain(air.flowEach), QStringLiteral("m³/s"),
                [set](std::optional<double> value) {
                    set(tr("Set the airflow of the air handlers"), [value](model::AirCooling& a) {
                        a.flowEach = value ? std::optional(model::CubicMetresPerSecond{*value}) : std::nullopt;
                    });
                },
                true)
        ->within(0.001, 10'000);
    form.number(QStringLiteral("air-leakage"), tr("Leakage"), percentOf(air.leakage), QStringLiteral("%"),
                [set](std::optional<double> value) {
                    set(tr("Set the leakage of the supply air"), [value](model::AirCooling& a) {
                        a.leakage = value ? std::optional(*value / 100) : std::nullopt;
                    });
                },
                true, tr("Share of the air that does not come to the cold aisles"))
        ->within(0, 99);
    answer(form, QStringLiteral("air-ups"), tr("On the UPS"), air.onUps,
           [set](std::optional<bool> value) { set(tr("Set what supplies the air handlers"), [value](model::AirCooling& a) { a.onUps = value; }); },
           tr("Fans and chilled water go on when the supply fails"));
    form.number(QStringLiteral("air-restart"), tr("Restart"), plain(air.restart), QStringLiteral("s"),
                [set](std::optional<double> value) {
                    set(tr("Set the restart of the air handlers"), [value](model::AirCooling& a) {
                        a.restart = value ? std::optional(model::Seconds{*value}) : std::nullopt;
                    });
                },
                true, tr("From loss of power until cold air flows again"))
        ->within(0, 86'400);
}

void showClass(PropertyForm& form, const model::RoomAir& room, const HallChange& change)
{
    using model::AirClass;
    constexpr std::array classes{AirClass::A1, AirClass::A2, AirClass::A3, AirClass::A4, AirClass::H1};
    QStringList names{tr("not known")};
    int now = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        names << words(model::word(classes[i]));
        if (room.airClass == classes[i])
            now = static_cast<int>(i) + 1;
    }
    form.choice(QStringLiteral("room-class"), tr("ASHRAE class"), names, now,
                [change, classes](int chosen) {
                    change(tr("Set the class of the room"), [chosen, classes](model::Hall& hall) {
                        hall.site.room.airClass = chosen == 0 ? std::nullopt : std::optional(classes[static_cast<std::size_t>(chosen - 1)]);
                    });
                },
                tr("That the room keeps, and that what stands in it must be made for"));
}

} // namespace

void showRoomAir(PropertyForm& form, const model::Hall& hall, const HallChange& change)
{
    if (hall.air)
        showHandlers(form, *hall.air, change);
    const model::RoomAir& room = hall.site.room;
    showClass(form, room, change);
    form.number(QStringLiteral("room-dry-bulb"), tr("Dry bulb"), plain(room.dryBulb), QStringLiteral("°C"),
                [change](std::optional<double> value) {
                    change(tr("Set the dry bulb of the room"), [value](model::Hall& h) {
                        h.site.room.dryBulb = value ? std::optional(model::Celsius{*value}) : std::nullopt;
                    });
                },
                true, tr("At the design point"))
        ->within(-50, 150);
    form.number(QStringLiteral("room-humidity"), tr("Humidity"), percentOf(room.humidity), QStringLiteral("%"),
                [change](std::optional<double> value) {
                    change(tr("Set the humidity of the room"), [value](model::Hall& h) {
                        h.site.room.humidity = value ? std::optional(*value / 100) : std::nullopt;
                    });
                },
                true, tr("Relative, at the dry bulb"))
        ->within(0, 100);
    form.number(QStringLiteral("room-dew-point"), tr("Dew point, at most"), plain(room.dewPointMax), QStringLiteral("°C"),
                [change](std::optional<double> value) {
                    change(tr("Set the highest dew point of the room"), [value](model::Hall& h) {
                        h.site.room.dewPointMax = value ? std::optional(model::Celsius{*value}) : std::nullopt;
                    });
                },
                true, tr("That the room's control lets come; empty: of dry bulb and humidity"))
        ->within(-50, 150);
    answer(form, QStringLiteral("room-tape"), tr("Tape"), room.tape,
           [change](std::optional<bool> value) { change(tr("Set whether tape stands in the room"), [value](model::Hall& h) { h.site.room.tape = value; }); },
           tr("Tape drives or libraries stand in the room"));
    answer(form, QStringLiteral("room-insulated"), tr("Pipes insulated"), room.pipesInsulated,
           [change](std::optional<bool> value) {
               change(tr("Set whether facility pipes are insulated"), [value](model::Hall& h) { h.site.room.pipesInsulated = value; });
           },
           tr("Facility water pipes, against condensation"));
}

void showRearDoor(PropertyForm& form, const model::Catalog& library, const model::RackDesign& rack,
                  std::function<void(const QString& step, const Edit& edit)> change)
{
    QStringList names{tr("plain")};
    std::vector<model::PartRef> doors{nullptr};
    int now = 0;
    const auto add = [&](const model::PartRef& door) {
        names << words(door->model);
        doors.push_back(door);
        if (rack.rearDoor() && rack.rearDoor()->id == door->id)
            now = static_cast<int>(doors.size()) - 1;
    };
    for (const auto& [id, part] : library.parts()) {
        if (part->cdu && part->cdu->type == model::CduFigures::Type::RearDoor)
            add(part);
    }
    if (rack.rearDoor() && now == 0)
        add(rack.rearDoor()); // The design's own.
    form.choice(QStringLiteral("rack-rear-door"), tr("Rear door"), names, now,
                [doors, id = rack.id(), library, change = std::move(change)](int chosen) {
                    const model::PartRef door = doors[static_cast<std::size_t>(chosen)];
                    change(door ? tr("Hang a heat exchanger as the rear door") : tr("Hang a plain rear door"),
                           [door, id, library](const model::Design& design) { return model::setRearDoor(design, id, door, library); });
                },
                tr("A heat exchanger in its place takes heat out of the air"));
}

} // namespace colonnade::ui
