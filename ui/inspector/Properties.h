#pragma once

#include "model/edit/ChainEdits.h"
#include "ui/document/DesignSession.h"

#include <QCoreApplication>

namespace colonnade::model {
struct FabricPlan;
}

namespace colonnade::ui {

class PropertyForm;
struct Resolved;

/// Fills the inspector with the properties of one thing; what makes sense to change is a field that sends an edit.
///
/// What each kind of thing shows has a source of its own: RackProperties.cpp, FeedProperties.cpp and so on.
class Properties {
    Q_DECLARE_TR_FUNCTIONS(Properties)
public:
    using Say = std::function<void(const QString&)>;
    Properties(DesignSession& session, PropertyForm& form, Say say);

    void show(const model::Subject& subject);
    /// What several things have in common, and their sums.
    void showMany(const std::vector<model::Subject>& subjects);
    void showDesign();
    void showPart(const model::PartType& part, bool each);

private:
    void showDevice(const model::Subject& subject, const Resolved& found);
    void showRack(const model::Subject& subject, const Resolved& found);
    void showRackFacts(const model::RackDesign& rack);
    void showPlacement(const model::Subject& subject, const Resolved& found);
    void showPod(const model::Subject& subject, const Resolved& found);
    void showFeed(const model::Subject& subject, const Resolved& found);
    void showLoop(const model::Subject& subject, const Resolved& found);
    void showFabric(const Resolved& found);
    /// What a person fixed beside the recipe, and what of it no longer fits.
    void showExceptions(const model::Fabric& fabric, const model::Holder& holder, const model::FabricPlan* plan);
    /// Of a device that is a switch of fabrics.
    void showSwitch(const model::Subject& subject);
    void showTray(const Resolved& found);
    void showHall();
    void showFloorFacts(const model::FloorFacts& facts);

    void change(const QString& name, const Edit& edit) const;
    void changeHall(const QString& name, std::function<void(model::Hall&)> change) const;
    /// `field` sets one property of a device, as the scope of the session says.
    void changeDevice(const QString& name, const model::Subject& subject, const model::DeviceId& id,
                      std::function<void(model::Device&)> field) const;
    void changePlacement(const QString& name, const std::string& path,
                         std::function<void(model::Placement&)> field) const;

    DesignSession& m_session;
    PropertyForm& m_form;
    Say m_say;
};

} // namespace colonnade::ui
