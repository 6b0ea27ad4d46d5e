#pragma once

#include <QtGlobal>

namespace colonnade::ui {

// Drawings in the centre of the window, by their tab.
inline constexpr int elevationTab = 0;
inline constexpr int planTab = 1;
inline constexpr int fabricTab = 2;
inline constexpr int oneLineTab = 3;
inline constexpr int loopsTab = 4;
/// The commands that show them, in the same order.
inline constexpr const char* drawingCommands[] = {"view.elevation", "view.plan", "view.fabric", "view.oneLine", "view.loops"};

/// One way to work in the window: which drawing, which panels, which findings.
struct PerspectiveInfo {
    const char* id;   ///< As settings keep it.
    const char* name; ///< To be translated, as `tip`.
    const char* key;
    const char* tip;
};

inline constexpr PerspectiveInfo perspectives[] = {
    {"draw", QT_TRANSLATE_NOOP("MainWindow", "Draw"), "F5",
     QT_TRANSLATE_NOOP("MainWindow", "Elevation or plan beside 3D and estimate; catalog, inspector, findings.")},
    {"network", QT_TRANSLATE_NOOP("MainWindow", "Network"), "F6",
     QT_TRANSLATE_NOOP("MainWindow", "The fabric diagram beside 3D and the port map, over the cable schedule; findings of network and cabling.")},
    {"power", QT_TRANSLATE_NOOP("MainWindow", "Power & cooling"), "F7",
     QT_TRANSLATE_NOOP("MainWindow", "The one-line diagram beside 3D and loads; findings of power, heat, mass and redundancy.")},
};

} // namespace colonnade::ui
