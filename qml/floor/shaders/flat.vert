// Marks and glass: their own colours, no light.
VARYING vec4 ink;

void MAIN()
{
    ink = COLOR; // Of the corner, times that of the instance.
    POSITION = INSTANCE_MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
