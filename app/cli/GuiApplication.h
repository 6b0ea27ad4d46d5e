#pragma once

#include "model/units/Result.h"

#include <memory>
#include <string>
#include <string_view>

class QApplication;

namespace colonnade::cli {

/// False for a display of this machine that nobody serves: Qt would end the program over it.
bool displayAnswers(std::string_view display);

/// The application object that drawing needs, without a window: offscreen, fonts loaded, numbers free of the locale.
class GuiApplication {
public:
    enum class Needs {
        Paint,  ///< No display at all.
        Floor3d ///< A display with OpenGL; one of its own is started where there is none.
    };
    explicit GuiApplication(Needs needs);
    ~GuiApplication();
    GuiApplication(const GuiApplication&) = delete;
    GuiApplication& operator=(const GuiApplication&) = delete;

    /// Why nothing can be drawn in 3D; good where it can.
    [[nodiscard]] const model::Result<void>& floor3d() const { return m_floor3d; }

private:
    model::Result<void> m_floor3d;
    int m_argc = 1;
    std::string m_name = "colonnade";
    char* m_argv[2];
    std::unique_ptr<QApplication> m_application;
};

} // namespace colonnade::cli
