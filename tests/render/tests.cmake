colonnade_test(tst_Theme.cpp LIBRARIES colonnade_render Qt6::Gui)
colonnade_test(tst_Glyphs.cpp LIBRARIES colonnade_render Qt6::Gui)
colonnade_test(tst_Elevation.cpp LIBRARIES colonnade_render Qt6::Gui Qt6::Svg)
colonnade_test(tst_Plan.cpp LIBRARIES colonnade_render Qt6::Gui Qt6::Svg)
