#pragma once

#include "model/rules/Finding.h"
#include "render/fabric/FabricNetwork.h"
#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace colonnade::ui {

using Networks = std::vector<std::shared_ptr<const render::FabricNetwork>>;

/// What a person wants to see of the networks. All of it by default.
struct FabricWish {
    std::set<std::string> fabrics;       ///< Subjects as text: "fabric:su/compute"; empty: all.
    std::optional<std::uint16_t> rail, plane;
    QString medium;                      ///< Empty: all; "-": cables without one.
    bool findingsOnly = false;
    bool operator==(const FabricWish&) const = default;
    [[nodiscard]] bool isAll() const { return *this == FabricWish{}; }
};

/// Networks of a design, ready to be drawn.
struct Gathered {
    DesignRef design;
    FabricWish wish;
    Networks whole; ///< All of them.
    Networks shown; ///< What the wish leaves.
};

/// Gathers the networks of the newest design on a thread of its own; the answer before stays until the next is there.
class FabricGatherer final : public QObject {
    Q_OBJECT
public:
    explicit FabricGatherer(QObject* parent = nullptr);

    /// `findings` are looked at only where the wish asks for them.
    void take(DesignRef design, FabricWish wish, std::vector<model::Finding> findings = {});
    [[nodiscard]] const std::shared_ptr<const Gathered>& gathered() const { return m_gathered; }
    [[nodiscard]] bool busy() const { return m_task.busy(); }

signals:
    void changed();

private:
    std::shared_ptr<const Gathered> m_gathered;
    NewestTask m_task{this, NewestTask::Overtaken::Told};
};

} // namespace colonnade::ui
