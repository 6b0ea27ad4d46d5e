#pragma once

#include "model/edit/ChainEdits.h"
#include "ui/document/DesignSession.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QMenu;

namespace colonnade::ui {

// What a person does to fabrics by hand in diagram, port map, schedule and inspector alike: each is one undo step.

/// Tells why an edit was refused.
using Say = std::function<void(const QString&)>;

/// A switch as a fabric holds it.
struct SwitchAt {
    model::Holder pod; ///< Nothing: of the hall.
    model::FabricId fabric;
    std::string device; ///< "n01/leaf-1"
    QString name;       ///< "N01 leaf-1"
    QString fabricName;
    model::FabricSwitch entry;
};
/// The switches of fabrics among these things, each fabric by itself; in a rack design those of the rack on screen.
[[nodiscard]] std::vector<SwitchAt> switchesIn(const DesignSession& session, const std::vector<model::Subject>& things);

/// A link that a person added to a fabric.
struct LinkAt {
    model::Holder pod;
    model::FabricId fabric;
    model::HandCable link;
    QString name; ///< "N01 leaf-1, any 12, to N02 leaf-1, any 12"
};
/// The links by hand among these cables.
[[nodiscard]] std::vector<LinkAt> linksIn(const model::Design& design, const std::vector<model::Subject>& things);

/// Where a new link would go: the fabric of the first of these things, else the first fabric where they stand, else the first of
/// all. Nothing where there is none.
[[nodiscard]] std::optional<std::pair<model::Holder, model::FabricId>> fabricFor(const DesignSession& session,
                                                                                  const std::vector<model::Subject>& things);

/// "N01 leaf-1" for a device of an arrangement, or of a pod that stands in the hall.
[[nodiscard]] QString deviceText(const model::Design& design, const model::Holder& pod, const std::string& path);
/// "N01 leaf-1, any 12"
[[nodiscard]] QString portText(const model::Design& design, const model::Holder& pod, const model::PortRef& port);
/// The same, of a device whose text is known.
[[nodiscard]] QString portText(const QString& device, const model::PortRef& port);

/// True where each of them is pinned, and there are some.
[[nodiscard]] bool arePinned(const std::vector<SwitchAt>& switches);
/// "Pin here", or "Leave to the recipe" where all of them are pinned.
[[nodiscard]] QString pinText(const std::vector<SwitchAt>& switches);
[[nodiscard]] QString pinTip();
void pinSwitches(DesignSession& session, const std::vector<SwitchAt>& switches, bool pinned, const Say& say);
void removeLinks(DesignSession& session, const std::vector<LinkAt>& links, const Say& say);

/// Adds to a menu what can be done to these switches and links by hand; nothing where they are none.
void addFabricEdits(QMenu& menu, DesignSession& session, const std::vector<model::Subject>& things, const Say& say);

} // namespace colonnade::ui
